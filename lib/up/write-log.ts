import { closeSync, fstatSync, readSync, writeSync } from "node:fs";
import { openLog, setLogAside } from "./log.ts";

// Writes what comes by stdin to a log until nobody is left who could send anything, and rotates it between two lines:
// `write-log.ts FILE BYTES`.
const [file = "", mostBytes] = process.argv.slice(2);

// A service manager tells every process of the portal to end at once. The last lines are of those that it told.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

let log = openLog(file);
let size = fstatSync(log).size;
const buffer = Buffer.alloc(65_536);
for (let read = readSync(0, buffer); read > 0; read = readSync(0, buffer)) {
  const lines = buffer.subarray(0, read);
  // Up to here the log that is full gets its last line, if it has a whole one to come.
  const cut = size > Number(mostBytes) ? lines.lastIndexOf("\n") + 1 : 0;
  append(lines.subarray(0, cut));
  if (cut > 0) rotate();
  append(lines.subarray(cut));
}

function append(bytes: Buffer): void {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(log, bytes, done);
    size += bytes.length;
  } catch {
    // A full disk costs lines. Whoever writes them must not end of it, nor wait.
  }
}

function rotate(): void {
  try {
    setLogAside(file);
    const next = openLog(file);
    closeSync(log);
    log = next;
    size = 0;
  } catch {
    // Goes on with the one it has, and tries again with the next lines.
  }
}
