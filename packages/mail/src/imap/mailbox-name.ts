/**
 * A folder's name as IMAP4rev1 writes it: printable ASCII as it is, anything else as UTF-16 in a base64 of its own.
 * @see RFC 3501 §5.1.3
 */
export function encodeMailboxName(name: string): string {
  return name.replaceAll("&", "&-").replace(/[^\x20-\x7e]+/g, (run) => `&${utf16Base64(run)}-`);
}

/** The name that {@link encodeMailboxName} wrote; what it cannot have written stays as it is. */
export function decodeMailboxName(encoded: string): string {
  return encoded.replace(/&([A-Za-z0-9+,]*)-/g, (whole, base64: string) => {
    if (base64 === "") return "&";
    try {
      const bytes = Uint8Array.from(atob(base64.replaceAll(",", "/")), (character) => character.charCodeAt(0));
      return new TextDecoder("utf-16be").decode(bytes);
    } catch {
      return whole;
    }
  });
}

/** A quoted string (RFC 3501 §4.3); for texts of printable ASCII. */
export function quotedString(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function utf16Base64(run: string): string {
  let bytes = "";
  for (let index = 0; index < run.length; index += 1) {
    const unit = run.charCodeAt(index);
    bytes += String.fromCharCode(unit >> 8, unit & 0xff);
  }
  return btoa(bytes).replaceAll("/", ",").replaceAll("=", "");
}
