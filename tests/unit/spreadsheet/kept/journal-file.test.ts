import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccessHandle } from "#lib/spreadsheet/kept/access-handle.ts";
import { JournalFile } from "#lib/spreadsheet/kept/journal-file.ts";

/** A file in memory on a disk that has room for so many bytes; a write that does not fit is cut, as by a real one. */
class MemoryFile implements AccessHandle {
  bytes: Buffer;
  readonly #room: number;

  constructor(bytes = Buffer.alloc(0), room = Number.POSITIVE_INFINITY) {
    this.bytes = bytes;
    this.#room = room;
  }

  read(buffer: Uint8Array, { at }: { at: number }): number {
    return this.bytes.copy(buffer, 0, at);
  }

  write(buffer: Uint8Array, { at }: { at: number }): number {
    const written = buffer.subarray(0, Math.max(0, this.#room - at));
    const end = Math.max(this.bytes.length, at + written.length);
    const grown = Buffer.alloc(end);
    this.bytes.copy(grown);
    grown.set(written, at);
    this.bytes = grown;
    return written.length;
  }

  getSize = () => this.bytes.length;
  truncate = (bytes: number) => {
    this.bytes = Buffer.from(this.bytes.subarray(0, bytes));
  };
  flush = () => undefined;
  close = () => undefined;
}

const records = fc.array(fc.string({ maxLength: 20 }), { maxLength: 10 });

test("a file that was cut anywhere goes on behind its whole records", () => {
  fc.assert(
    fc.property(records, records, fc.nat(), (before, after, at) => {
      const file = new MemoryFile();
      const first = new JournalFile(file);
      for (const record of before) first.append(record);
      first.close();
      file.truncate(at % (file.bytes.length + 1));
      const second = new JournalFile(file);
      for (const record of after) second.append(record);
      second.close();
      expect(second.records).toEqual(before.slice(0, second.records.length));
      expect(new JournalFile(file).records).toEqual([...second.records, ...after]);
    }),
  );
});

test("a disk that is full refuses a record and keeps those before it", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 0, max: 200 }), (all, room) => {
      const file = new MemoryFile(undefined, room);
      const journal = new JournalFile(file);
      const written: string[] = [];
      const append = (record: string) => {
        journal.append(record);
        written.push(record);
      };
      try {
        for (const record of all) append(record);
      } catch (error) {
        expect(error).toMatchObject({ name: "QuotaExceededError" });
      }
      journal.close();
      expect(new JournalFile(file).records).toEqual(written);
    }),
  );
});

test("a file is free once its journal is closed, even if the disk refuses the last records", () => {
  const file = new MemoryFile();
  let isOpen = true;
  file.close = () => {
    isOpen = false;
  };
  file.flush = () => {
    throw new DOMException("The disk is full", "QuotaExceededError");
  };
  const journal = new JournalFile(file);
  journal.append("last");
  expect(() => journal.close()).toThrow("full");
  expect(isOpen).toBe(false);
});
