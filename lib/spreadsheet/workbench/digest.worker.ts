import { streamedDigest } from "./streamed-digest.ts";

/** A file's digest, or why there is none. */
export type DigestAnswer = { readonly sha256: string } | { readonly failed: string };

self.addEventListener("message", async ({ data: file }: MessageEvent<Blob>) => {
  self.postMessage(await digestOf(file), { transfer: [] });
});

async function digestOf(file: Blob): Promise<DigestAnswer> {
  try {
    return { sha256: await streamedDigest(file) };
  } catch (thrown) {
    return { failed: String(thrown) };
  }
}
