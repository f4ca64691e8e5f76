import { describe, expect, test } from "vitest";
import {
  addReckonings,
  type Compared,
  compareWithLedger,
  nothing,
  type SaidDebtor,
  type WrittenDebtor,
} from "#tests/chaos/ledger-comparison.ts";
import { againCommand, isSound, reportLines } from "#tests/chaos/report.ts";
import { snapshotDifferences } from "#tests/chaos/snapshot-comparison.ts";

const said = (identification: string, state: SaidDebtor["state"], changes: Partial<SaidDebtor> = {}): SaidDebtor => ({
  identification,
  state,
  retriedInId: null,
  ...changes,
});
const written = (identification: string, changes: Partial<WrittenDebtor> = {}): WrittenDebtor => ({
  token: "token",
  identification,
  obligationIds: ["a", "b"],
  sha256: `hash of ${identification}`,
  ...changes,
});

/** A sound run: one debtor of each outcome, and two unconfirmed ones, of which the CRM wrote one. */
const well: Compared = {
  token: "token",
  // In the order of the file, which the CRM need not keep.
  staged: new Map(
    ["1", "2", "3", "4", "5", "6"].map((one) => [one, { obligationIds: ["b", "a"], sha256: `hash of ${one}` }]),
  ),
  said: [
    said("1", "accepted"),
    said("2", "rejected"),
    said("3", "not_sent"),
    said("4", "unconfirmed"),
    said("5", "unconfirmed"),
    said("6", "pending"),
  ],
  written: [written("1"), written("4")],
  missing: 0,
  mayRepeat: false,
};
const reckoned = (changes: Partial<Compared>) => compareWithLedger({ ...well, ...changes });

test("a sound run counts nothing wrong", () => {
  expect(reckoned({})).toEqual({ debtors: 6, lost: 0, doubled: 0, wronglyAccepted: 0, altered: 0, misremembered: 0 });
});

describe("a wrong entry in the ledger is found", () => {
  test.each<[string, Partial<Compared>, object]>([
    ["a debtor that no group holds", { missing: 1 }, { lost: 1 }],
    ["a rejected debtor that was written", { written: [...well.written, written("2")] }, { lost: 1 }],
    ["a debtor not sent that was written", { written: [...well.written, written("3")] }, { lost: 1 }],
    ["an accepted debtor that was never written", { written: [written("4")] }, { wronglyAccepted: 1 }],
    [
      "an accepted debtor of which an obligation is missing",
      { written: [written("1", { obligationIds: ["a"] }), written("4")] },
      { wronglyAccepted: 1, altered: 1 },
    ],
    [
      "an accepted debtor with as many obligations, one of them another's",
      { written: [written("1", { obligationIds: ["a", "c"] }), written("4")] },
      { wronglyAccepted: 1, altered: 1 },
    ],
    [
      "an accepted debtor written with another payload",
      { written: [written("1", { sha256: "another" }), written("4")] },
      { wronglyAccepted: 1, altered: 1 },
    ],
    [
      "an accepted debtor written by another tenant's token",
      { written: [written("1", { token: "another" }), written("4")] },
      { wronglyAccepted: 1, altered: 1 },
    ],
    [
      "an unconfirmed debtor written with another payload",
      { written: [written("1"), written("4", { sha256: "another" })] },
      { altered: 1 },
    ],
    ["a debtor written twice", { written: [...well.written, written("1")] }, { doubled: 1 }],
    ["an unconfirmed debtor written twice", { written: [...well.written, written("4")] }, { doubled: 1 }],
    [
      "a debtor written twice and differently, where the CRM updates",
      { written: [...well.written, written("1", { sha256: "another" })], mayRepeat: true },
      { doubled: 1, altered: 1 },
    ],
  ])("%s", (_name, changes, found) => {
    expect(reckoned(changes)).toEqual({
      debtors: 6,
      lost: 0,
      doubled: 0,
      wronglyAccepted: 0,
      altered: 0,
      misremembered: 0,
      ...found,
    });
  });
});

test("where the CRM updates, an unchanged repeat is allowed", () => {
  expect(reckoned({ written: [...well.written, written("1")], mayRepeat: true }).doubled).toBe(0);
});

test("a debtor taken over by a retry is not lost", () => {
  const taken = well.said.map((debtor) =>
    debtor.identification === "2" ? { ...debtor, retriedInId: "retry" } : debtor,
  );
  expect(reckoned({ said: taken, written: [...well.written, written("2")] }).lost).toBe(0);
});

test.each(["lost", "doubled", "wronglyAccepted", "altered", "misremembered"] as const)(
  "one %s debtor among thousands fails a run and is printed",
  (kind) => {
    const held = { faults: 12, passed: 3, failed: [], reckoning: { ...nothing, debtors: 9_000 } };
    expect(isSound(held)).toBe(true);
    const result = { ...held, reckoning: addReckonings(held.reckoning, { ...nothing, [kind]: 1 }) };
    expect(isSound(result)).toBe(false);
    const words = {
      lost: "lost",
      doubled: "doubled",
      wronglyAccepted: "wrongly accepted",
      altered: "altered",
      misremembered: "misremembered",
    }[kind];
    expect(reportLines(7, result)).toContainEqual(expect.stringMatching(new RegExp(`^${words} +1$`)));
  },
);

test("a run that plays nothing or fails is unsound", () => {
  expect(isSound({ faults: 0, passed: 0, failed: [], reckoning: nothing })).toBe(false);
  expect(
    isSound({ faults: 0, passed: 5, failed: [{ name: "it dies", text: "", again: "" }], reckoning: nothing }),
  ).toBe(false);
});

describe("a snapshot rebuilt from the ledger", () => {
  const payload = (name: string, id: string) =>
    JSON.stringify({ Identification: "1", Name: name, Obligations: [{ id }] });
  const row = (state: string, text: string | null) => ({ identification: "1", state, payload: text });
  const wrote = (...texts: string[]) => texts.map((text) => ({ identification: "1", payload: text }));
  const isOwn = (text: string) => text.includes('"id":"A');
  const differences = (rows: ReturnType<typeof row>[], written: ReturnType<typeof wrote>, accepted = ["1"]) =>
    snapshotDifferences({ rows, accepted: new Set(accepted) }, written, isOwn);
  const own = payload("Ana", "A1");

  test("agrees with what was written last, or is uncertain", () => {
    expect(differences([row("live", own)], wrote(payload("Eva", "A2"), own, payload("Ana", "B1")))).toEqual([]);
    expect(differences([row("uncertain", own)], wrote(payload("Eva", "A2")))).toEqual([]);
  });

  test.each<[string, ReturnType<typeof row>[], ReturnType<typeof wrote>]>([
    ["an older write", [row("live", own)], wrote(own, payload("Ana", "A2"))],
    ["values that another portfolio overwrote", [row("live", own)], wrote(own, payload("Eva", "B1"))],
    ["a debtor that nobody wrote", [row("live", own)], []],
    ["no payload", [row("live", null)], wrote(own)],
    ["nobody where one was accepted", [], wrote(own)],
  ])("differs in %s", (_name, rows, written) => {
    expect(differences(rows, written)).toEqual(["1"]);
  });
});

test("a scenario is played again in its round, as small or large as it was", () => {
  expect(againCommand("it dies", { seed: 3, round: 2, minutes: 4 })).toBe(
    'npm run chaos -- --seed 3 --minutes 4 --round 2 --only "it dies"',
  );
  expect(againCommand("it dies", { seed: 3, round: 0, minutes: 0 })).toBe('npm run chaos -- --seed 3 --only "it dies"');
});
