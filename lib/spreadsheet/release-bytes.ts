/**
 * Frees a buffer's memory at once; the buffer is empty afterwards. The garbage collector sees only the small
 * object that holds it and would keep hundreds of megabytes of a large file waiting. Engines without
 * `transfer` collect it as usual.
 */
export function releaseBytes(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer && "transfer" in buffer) buffer.transfer(0);
}
