import { expect, test } from "vitest";
import { NewerFileNotice } from "#components/run/newer-file-notice.tsx";
import { rendered } from "#tests/support/rendered-text.tsx";

test("a newer file of the portfolio is named with its time, and what confirming this one does", () => {
  const file = { uploadId: "u9", fileName: "hoy.csv", confirmedAt: "2026-11-27T14:00:00.000Z" };
  const { text, markup } = rendered(<NewerFileNotice view={{ newerFile: file }} />);
  expect(text).toMatch(
    /Ya se confirmó un archivo más nuevo de esta cartera hoy\.csv , confirmado 27\/11\/2026.*, se empezó después/,
  );
  expect(text).toContain("sus cifras anteriores quedan sobre aquellas");
  expect(markup).toContain('href="/uploads/u9"');
});

test("of a retry it says what becomes of whom the newer file does not have", () => {
  const file = { uploadId: "u9", fileName: "hoy.csv", confirmedAt: "2026-11-27T14:00:00.000Z" };
  const { text } = rendered(<NewerFileNotice view={{ newerFile: file, retryOfId: "u1" }} />);
  expect(text).toContain("quien no viene en él volvería al CRM con sus cifras anteriores");
});
