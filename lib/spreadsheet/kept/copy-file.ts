import { releaseBytes } from "../release-bytes.ts";
import { type AccessHandle, writeAll } from "./access-handle.ts";

const bufferBytes = 1024 * 1024;

/** Copies a file's bytes, whatever was there before. Takes the memory of one buffer. Ends early once aborted. */
export async function copyFile(file: Blob, to: AccessHandle, signal: AbortSignal): Promise<void> {
  to.truncate(0);
  for (let at = 0; at < file.size && !signal.aborted; at += bufferBytes) {
    const bytes = await file.slice(at, at + bufferBytes).arrayBuffer();
    writeAll(to, new Uint8Array(bytes), at);
    releaseBytes(bytes);
  }
  to.flush();
}
