import { type BaseBlock, Constructed, fromBER, ObjectIdentifier, OctetString, Primitive } from "asn1js";

/** What cannot be taken apart as it should be (ITU-T X.690). */
export class NotAsn1 extends Error {
  override readonly name = "NotAsn1";
}

export function parse(bytes: Uint8Array): BaseBlock {
  const { offset, result } = fromBER(bytes);
  if (offset === -1) throw new NotAsn1(result.error);
  return result;
}

/** The parts of a SEQUENCE, a SET, or an explicit tag. */
export function partsOf(block: BaseBlock | undefined): BaseBlock[] {
  if (!(block instanceof Constructed)) throw new NotAsn1("a structure is missing");
  return block.valueBlock.value;
}

export function part(block: BaseBlock | undefined, index: number): BaseBlock {
  const found = partsOf(block)[index];
  if (!found) throw new NotAsn1(`part ${index} is missing`);
  return found;
}

export function oidOf(block: BaseBlock): string {
  if (!(block instanceof ObjectIdentifier)) throw new NotAsn1("a name is missing");
  return block.getValue();
}

/** The content of an OCTET STRING, in one piece or in several, whatever its tag. */
export function bytesOf(block: BaseBlock): Uint8Array<ArrayBuffer> {
  if (block instanceof OctetString) return new Uint8Array(block.getValue());
  if (block instanceof Constructed) {
    const pieces = block.valueBlock.value.map(bytesOf);
    const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
    let offset = 0;
    for (const piece of pieces) {
      whole.set(piece, offset);
      offset += piece.length;
    }
    return whole;
  }
  if (block instanceof Primitive) return Uint8Array.from(block.valueBlock.valueHexView);
  throw new NotAsn1("bytes are missing");
}

/** A block as it is written. */
export function der(block: BaseBlock): Uint8Array<ArrayBuffer> {
  return new Uint8Array(block.toBER());
}
