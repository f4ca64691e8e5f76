import { expect, test } from "vitest";
import { LinesAhead } from "#lib/staging/lines-ahead.ts";
import { Lines } from "#lib/staging/packed-lines.ts";

const megabyte = 1024 * 1024;
const chunk = (uploadId: string, sequence: number, bytes: number, sha256 = `${uploadId}${sequence}`) => ({
  uploadId,
  sequence,
  sha256,
  // Small chunks are blank lines, large ones a single line.
  lines: new Lines(Buffer.alloc(bytes, bytes < megabyte ? 10 : 120)),
});

test("keeps the first chunk of each number until taken", () => {
  const ahead = new LinesAhead();
  ahead.add(chunk("a", 0, 3));
  ahead.add(chunk("a", 0, 5, "another"));
  ahead.add(chunk("a", 7, 2));
  ahead.add(chunk("b", 0, 1));
  const taken = [...ahead.take("a")].map(([sequence, { sha256, lines }]) => [sequence, sha256, lines.count]);
  expect(taken).toEqual([
    [0, "a0", 3],
    [7, "a7", 2],
  ]);
  expect(ahead.take("a").size).toBe(0);
  expect(ahead.take("b").size).toBe(1);
});

test("drops the oldest upload, then parts, beyond its limit", () => {
  const ahead = new LinesAhead();
  ahead.add(chunk("old", 0, 40 * megabyte));
  ahead.add(chunk("new", 0, 30 * megabyte));
  expect(ahead.take("old").size).toBe(0);
  ahead.add(chunk("new", 1, 40 * megabyte));
  ahead.add(chunk("new", 2, 30 * megabyte));
  expect([...ahead.take("new").keys()]).toEqual([0, 2]);
  // An upload that was taken no longer counts.
  ahead.add(chunk("next", 0, 60 * megabyte));
  expect(ahead.take("next").size).toBe(1);
});
