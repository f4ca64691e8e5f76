const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

export interface JsonLimits {
  readonly levels: number;
  /** Arrays, objects and what commas part, wherever they stand. */
  readonly values?: number;
}

/**
 * Whether JSON is nested deeper, or has more in it, than `limits` say. Counts brackets and commas in the bytes, because
 * who parses one megabyte of brackets makes a hundred megabytes of objects before it finds that they do not close.
 */
export function isBeyond(bytes: Uint8Array, { levels, values = Number.POSITIVE_INFINITY }: JsonLimits): boolean {
  let depth = 0;
  let count = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) isText = !isText;
    else if (isText) {
      if (byte === backslash) at++;
    } else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > levels || ++count > values) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
    else if (byte === comma && ++count > values) return true;
  }
  return false;
}
