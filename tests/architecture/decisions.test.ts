import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../lib/decisions");
const index = readFileSync(join(folder, "README.md"), "utf8");
const records = readdirSync(folder)
  .filter((file) => file !== "README.md")
  .map((file) => ({ file, number: Number(file.slice(0, 4)), text: readFileSync(join(folder, file), "utf8") }));
const numbers = records.map(({ number }) => number);
const rows = Array.from(
  index.matchAll(/^\| (\d+) \| \[(.+)\]\((.+)\) \| (.+) \|$/gm),
  ([, number, title, file, status]) => ({
    number: Number(number),
    title,
    file,
    status,
  }),
);

/** The status as the index words it: without the parenthesis that says what a later decision changed. */
function shortStatus(text: string): string {
  const [, status = ""] = /^\*\*Status\.\*\* (.+)\.$/m.exec(text) ?? [];
  return `${status.charAt(0).toLowerCase()}${status.slice(1)}`.replaceAll(/ \([^)]*\)/g, "");
}

describe("decision index", () => {
  test("lists every record once with title and status", () => {
    const written = records.map(({ file, number, text }) => ({
      number,
      title: /^# \d+\. (.+)$/m.exec(text)?.[1],
      file,
      status: shortStatus(text),
    }));
    const byNumber = (a: { number: number }, b: { number: number }) => a.number - b.number;
    expect(rows.toSorted(byNumber)).toEqual(written);
  });

  test("explains every number that has no record", () => {
    const [, list = ""] = /^## Numbers without a record\n\n([\d, ]+)\./m.exec(index) ?? [];
    const absent = Array.from({ length: Math.max(...numbers) }, (_, at) => at + 1).filter((n) => !numbers.includes(n));
    expect(list.split(", ").map(Number)).toEqual(absent);
  });
});

describe.each(records)("record $file", ({ number, text }) => {
  test("has its number, a status and a proof", () => {
    expect(text).toMatch(new RegExp(`^# ${number}\\. `));
    expect(shortStatus(text)).toMatch(/^(holds|(holds; overtaken in part|overtaken) by \d+(, \d+)*)$/);
    expect(text).toContain("**Proof.**");
  });

  test("refers only to records that exist", () => {
    const named = Array.from(text.matchAll(/\b(?:decision|record)s? (\d+)\b/gi), ([, n]) => Number(n));
    const overtakenBy = shortStatus(text).match(/\d+/g)?.map(Number) ?? [];
    expect([...named, ...overtakenBy].filter((n) => !numbers.includes(n))).toEqual([]);
  });
});
