import { constants, crc32, deflateRawSync } from "node:zlib";

/**
 * Deflates `head + chunk × times + tail` without ever holding it: a full flush ends a block on a byte
 * boundary, so the packed chunk can be repeated. Some 1,000 to 1 for a chunk of blanks.
 */
export function repeatedDeflate(
  head: string,
  chunk: string,
  times: number,
  tail: string,
): { deflated: Uint8Array; crc32: number; bytes: number } {
  const flushed = { finishFlush: constants.Z_FULL_FLUSH };
  const packed = deflateRawSync(chunk, flushed);
  const content = Buffer.from(chunk);
  let sum = crc32(head);
  for (let time = 0; time < times; time++) sum = crc32(content, sum);
  return {
    deflated: Buffer.concat([
      deflateRawSync(head, flushed),
      ...Array.from({ length: times }, () => packed),
      deflateRawSync(tail),
    ]),
    crc32: crc32(tail, sum),
    bytes: Buffer.byteLength(head) + content.length * times + Buffer.byteLength(tail),
  };
}
