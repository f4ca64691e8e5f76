/**
 * SHA-256 as hex. Web Crypto cannot digest in pieces, so the bytes are held once, before anything of the file is read;
 * the limit on a file's size is set by this. Browsers offer it only over https and on localhost.
 */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
