const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether JSON is nested deeper than `most`. Counts brackets in the bytes, because JSON.parse of one megabyte
 * of brackets makes a hundred megabytes of objects before it finds that they do not close.
 */
export function isNestedDeeper(bytes: Uint8Array, most: number): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) isText = !isText;
    else if (isText) {
      if (byte === backslash) at++;
    } else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > most) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}
