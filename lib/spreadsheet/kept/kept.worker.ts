import { accessFile } from "./access-handle.ts";
import { copyFile } from "./copy-file.ts";
import { JournalFile } from "./journal-file.ts";
import { keptFolder } from "./kept-folder.ts";
import { type FromKept, isFull, type ToKept, type WholeRecord } from "./protocol.ts";

/** Keeps the file and the page's journal of one unfinished upload, beside the thread that reads the file. */
let journal: JournalFile | null = null;
let copying: Promise<void> = Promise.resolve();
const ending = new AbortController();

/** Messages are taken one at a time; copying goes on beside them. */
let last: Promise<void> = Promise.resolve();
self.addEventListener("message", ({ data }: MessageEvent<ToKept>) => {
  last = last.then(() => take(data)).catch(fail);
});

function tell(message: FromKept): void {
  self.postMessage(message, { transfer: [] });
}

async function take(message: ToKept): Promise<void> {
  switch (message.kind) {
    case "begin":
      return begin(message.folder, message.file);
    case "note":
      return journal?.append(message.record);
    case "end":
      return end();
  }
}

async function begin(name: string, file: File | null): Promise<void> {
  const folder = await keptFolder(name);
  journal = new JournalFile(await accessFile(folder, "state"));
  if (file === null) return tell({ kind: "whole" });
  copying = copy(folder, file).catch(fail);
}

async function copy(folder: FileSystemDirectoryHandle, file: File): Promise<void> {
  const handle = await accessFile(folder, "file");
  try {
    await copyFile(file, handle, ending.signal);
  } finally {
    handle.close();
  }
  if (ending.signal.aborted) return;
  const whole: WholeRecord = { isWhole: true };
  journal?.append(whole);
  journal?.flush();
  tell({ kind: "whole" });
}

async function end(): Promise<void> {
  ending.abort();
  await copying;
  journal?.close();
  journal = null;
  tell({ kind: "ended" });
  self.close();
}

/** Keeps no more: what is on the disk is an earlier state, whole. */
function fail(error: unknown): void {
  try {
    journal?.close();
  } catch {
    // The disk that refused the record may refuse this, too.
  }
  journal = null;
  tell({ kind: "failed", isFull: isFull(error) });
}
