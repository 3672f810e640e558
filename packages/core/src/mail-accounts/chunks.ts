import type { ListedMessage } from "@grantry/mail";

const CHUNK_MESSAGES = 50;
const CHUNK_BYTES = 4 * 1024 * 1024;
/** Where the server does not say how large a message is. */
const CHUNK_MESSAGES_OF_UNKNOWN_SIZE = 10;

/** Messages that are read, stored and deleted together; `singly`: each by itself. */
export function* chunksOf(messages: readonly ListedMessage[], singly: boolean): Generator<ListedMessage[]> {
  let chunk: ListedMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const most = singly ? 1 : message.size === null ? CHUNK_MESSAGES_OF_UNKNOWN_SIZE : CHUNK_MESSAGES;
    if (chunk.length >= most || (chunk.length > 0 && bytes + (message.size ?? 0) > CHUNK_BYTES)) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(message);
    bytes += message.size ?? 0;
  }
  if (chunk.length > 0) yield chunk;
}
