import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, describe, expect, it } from "vitest";
import { Refused } from "#lib/spreadsheet/refused.ts";
import type { BadFile } from "#tests/support/bad-files/bad-file.ts";
import { bombs } from "#tests/support/bad-files/bombs.ts";
import { oddTexts } from "#tests/support/bad-files/odd-texts.ts";
import { oddWorkbooks } from "#tests/support/bad-files/odd-workbooks.ts";
import { type Verdict, verdictOf } from "#tests/support/bad-files/verdict.ts";
import { wrongKinds } from "#tests/support/bad-files/wrong-kinds.ts";

const child = join(import.meta.dirname, "../../support/bad-files/open-in-child.ts");

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

type Answer = { name: string; verdict: Verdict; peakMegabytes: number };

/** What a process answered about each bomb; fewer if it died. */
async function verdictsInChild(): Promise<{ answers: ReadonlyMap<string, Answer>; complaint: string }> {
  const run = spawn(process.execPath, ["--max-old-space-size=256", "--expose-gc", child], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaint = "";
  run.stderr.on("data", (piece) => (complaint += piece));
  const answers = new Map<string, Answer>();
  for await (const line of createInterface(run.stdout)) {
    const answer: Answer = JSON.parse(line);
    answers.set(answer.name, answer);
  }
  return { answers, complaint: complaint.slice(0, 2_000) };
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
    let told: Awaited<ReturnType<typeof verdictsInChild>>;
    beforeAll(async () => {
      told = await verdictsInChild();
    });

    it.each(bombs.filter(({ isBomb }) => isBomb === true).map((file) => [file.name, file] as const))(
      "%s",
      (name, file) => {
        const answer = told.answers.get(name);
        if (answer === undefined) throw new Error(`the reader died before or at it: ${told.complaint}`);
        expectVerdict(file, answer.verdict);
        expect(answer.peakMegabytes).toBeLessThan(maxPeakMegabytes);
      },
    );
  });

  it("no two files share a name", () => {
    const names = [...wrongKinds, ...oddTexts, ...oddWorkbooks, ...bombs].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
