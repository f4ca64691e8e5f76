import { fileDigest, pieceBytes } from "./digest.ts";
import type { DigestAnswer } from "./digest.worker.ts";

/** A file's digest, from a worker of its own: WebAssembly hashes 300 MB/s, and reading would have to wait for it. */
export function digestBeside(file: Blob): Promise<string> {
  // Hashing a small file takes less time than starting a worker.
  if (file.size <= pieceBytes) return fileDigest(file);
  const worker = new Worker(new URL("./digest.worker.ts", import.meta.url), { type: "module" });
  const digest = new Promise<string>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<DigestAnswer>) => {
      if ("sha256" in data) resolve(data.sha256);
      else reject(new Error(data.failed));
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(`no digest: ${message}`)));
    worker.postMessage(file);
  });
  return digest.finally(() => worker.terminate());
}
