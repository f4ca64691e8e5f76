/**
 * Gives a buffer's memory back at once. A collector sees only the small object before it, and lets hundreds of megabytes of a large file wait.
 * The buffer is empty afterwards. Engines that cannot do it collect as they always did.
 */
export function releaseBytes(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer && "transfer" in buffer) buffer.transfer(0);
}
