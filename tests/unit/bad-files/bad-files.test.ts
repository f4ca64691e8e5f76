import { spawn } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { Refused } from "#lib/spreadsheet/refused.ts";
import type { BadFile } from "#tests/support/bad-files/bad-file.ts";
import { bombs } from "#tests/support/bad-files/bombs.ts";
import { oddTexts } from "#tests/support/bad-files/odd-texts.ts";
import { oddWorkbooks } from "#tests/support/bad-files/odd-workbooks.ts";
import { type Verdict, verdictOf } from "#tests/support/bad-files/verdict.ts";
import { wrongKinds } from "#tests/support/bad-files/wrong-kinds.ts";

const child = new URL("../../support/bad-files/open-in-child.ts", import.meta.url).pathname;

/**
 * The most memory, in MB, of a process with a heap of at most 256 MB. The file itself (up to 200 MB) and
 * buffers not yet collected come on top of the heap.
 */
const maxPeakMegabytes = 900;

async function verdictHere(file: File): Promise<Verdict> {
  try {
    return await verdictOf(file);
  } catch (thrown) {
    // Any other error is a bug of the reader and must not pass for a refusal.
    if (thrown instanceof Refused) return { refusal: thrown.refusal };
    throw thrown;
  }
}

async function verdictInChild(name: string): Promise<{ verdict: Verdict; peakMegabytes: number }> {
  const run = spawn(process.execPath, ["--max-old-space-size=256", child, name], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let complaint = "";
  run.stdout.on("data", (piece) => (output += piece));
  run.stderr.on("data", (piece) => (complaint += piece));
  const code = await new Promise((resolve, reject) => run.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`the reader died (${code}): ${complaint.slice(0, 2000)}`);
  return JSON.parse(output);
}

function expectVerdict(file: BadFile, verdict: Verdict): void {
  if ("refusal" in file.expect) {
    const { refusal } = file.expect;
    const told = "refusal" in verdict ? verdict.refusal.code : verdict;
    expect(typeof refusal === "string" ? [refusal] : refusal).toContain(told);
    return;
  }
  expect(verdict).toMatchObject({ notices: [], ...file.expect });
}

describe("each bad file gets its expected verdict", () => {
  describe.each([
    ["wrong kinds", wrongKinds],
    ["odd texts", oddTexts],
    ["odd workbooks", oddWorkbooks],
    ["small attacks", bombs.filter(({ isBomb }) => isBomb !== true)],
  ])("%s", (_, files) => {
    describe.each(files.map((file) => [file.name, file] as const))("%s", (_name, file) => {
      let blob: Blob;
      beforeAll(async () => {
        blob = await file.make();
      });

      it("is answered with its expected verdict", async () => {
        expectVerdict(file, await verdictHere(new File([blob], file.fileName)));
      });
    });
  });

  describe("bombs, in a process with a heap of 256 MB", () => {
    // 10 s in all: the process starts and makes the file, a few seconds for a gigabyte; opening has 5 s.
    it.each(bombs.filter(({ isBomb }) => isBomb === true).map((file) => [file.name, file] as const))(
      "%s",
      { timeout: 10_000 },
      async (name, file) => {
        const { verdict, peakMegabytes } = await verdictInChild(name);
        expectVerdict(file, verdict);
        expect(peakMegabytes).toBeLessThan(maxPeakMegabytes);
      },
    );
  });

  it("no two files share a name", () => {
    const names = [...wrongKinds, ...oddTexts, ...oddWorkbooks, ...bombs].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
