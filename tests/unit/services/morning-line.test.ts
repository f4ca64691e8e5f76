import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expectation, MorningUploadRow } from "#lib/database/portfolios/morning.ts";
import { type HeldOut, nobodyHeld } from "#lib/domain/outcome/held-out.ts";
import { morningLine } from "#lib/services/portfolios/morning-line.ts";

const now = new Date("2026-11-27T15:00:00Z");
const fiveDaysAgo = new Date("2026-11-20T15:00:00Z");

const portfolio: Expectation = {
  id: "p1",
  name: "Libranza",
  creditor: null,
  restingSince: null,
  expectedDays: [],
  expectedMinute: null,
  createdAt: new Date("2026-01-01T00:00:00Z"),
  tenant: { id: "t1", name: "Operación", country: "CO", timeZone: "America/Bogota" },
};

/** A finished load of a hundred debtors with a row and an obligation each. */
const load = (of: Partial<MorningUploadRow> = {}): MorningUploadRow => ({
  id: "load",
  portfolioId: "p1",
  state: "finished",
  createdAt: now,
  confirmedAt: now,
  loadKind: "whole",
  isFollowUp: false,
  isBlocked: false,
  isConfirmedFile: true,
  isOdd: false,
  currency: "COP",
  fileDebtors: 100,
  fileBalance: "1000.00",
  pendingDebtors: 0,
  heldPending: 0,
  acceptedDebtors: 100,
  unchangedDebtors: 0,
  sentDebtors: 100,
  failedDebtors: 0,
  isErased: false,
  leftOutDebtors: 0,
  leftOutRows: 0,
  leftOutObligations: 0,
  held: nobodyHeld,
  ...of,
});

/** The load with `leftOut` debtors left out and `notSent` not sent, of which `held` are on hold. */
const withMissing = (leftOut: number, notSent: number, held: Pick<HeldOut, "debtors" | "notSent">) => {
  const accepted = 100 - leftOut - notSent;
  const rows = held.debtors - held.notSent;
  return load({
    acceptedDebtors: accepted,
    sentDebtors: accepted,
    leftOutDebtors: leftOut,
    leftOutRows: leftOut,
    leftOutObligations: leftOut,
    held: { ...held, rows, obligations: rows },
  });
};

const lineOf = (...uploads: readonly MorningUploadRow[]) => morningLine(portfolio, uploads, [], () => false, now);

describe("a line of a load without people on hold", () => {
  test.each<[string, MorningUploadRow, object]>([
    ["left out", withMissing(3, 0, { debtors: 3, notSent: 0 }), { health: "loaded", debtors: 0, held: 3 }],
    ["not sent", withMissing(0, 2, { debtors: 2, notSent: 2 }), { health: "loaded", debtors: 0, held: 2 }],
    ["both", withMissing(3, 2, { debtors: 5, notSent: 2 }), { health: "loaded", debtors: 0, held: 5 }],
    ["and others left out", withMissing(4, 2, { debtors: 5, notSent: 2 }), { health: "in_part", debtors: 1, held: 5 }],
    ["and others not sent", withMissing(3, 4, { debtors: 5, notSent: 2 }), { health: "in_part", debtors: 2, held: 5 }],
    ["not any more", withMissing(3, 2, { debtors: 0, notSent: 0 }), { health: "in_part", debtors: 5, held: 0 }],
    [
      "who are everybody",
      withMissing(98, 2, { debtors: 100, notSent: 2 }),
      { health: "loaded", debtors: 0, held: 100 },
    ],
  ])("%s", (_, upload, expected) => {
    expect(lineOf(upload)).toMatchObject(expected);
  });

  test("is in part for a row that nobody can read", () => {
    const upload = withMissing(3, 0, { debtors: 3, notSent: 0 });
    expect(lineOf({ ...upload, leftOutRows: 4 })).toMatchObject({ health: "in_part", debtors: 0, held: 3 });
  });

  test("does not run out of the law's working days", () => {
    const waits = { ...withMissing(3, 2, { debtors: 0, notSent: 0 }), createdAt: fiveDaysAgo };
    expect(lineOf(waits)).toMatchObject({ health: "in_part", runsOut: {} });
    const holds = { ...withMissing(3, 2, { debtors: 5, notSent: 2 }), createdAt: fiveDaysAgo };
    expect(lineOf(holds)).toMatchObject({ health: "not_today", debtors: 0 });
    expect(lineOf(holds)).not.toHaveProperty("runsOut");
  });

  test("draws a load as full once all others are accepted", () => {
    expect(lineOf(withMissing(3, 2, { debtors: 5, notSent: 2 })).loads).toMatchObject([
      { completeness: "whole", acceptedShare: 1, leftOutRows: 0, held: 5 },
    ]);
    expect(lineOf(withMissing(5, 2, { debtors: 4, notSent: 1 })).loads).toMatchObject([
      { completeness: "part", acceptedShare: 0.98, leftOutRows: 2, held: 4 },
    ]);
  });

  test("is about the load before additions whose others did not get in", () => {
    const additions = load({ ...withMissing(2, 0, { debtors: 2, notSent: 0 }), id: "more", loadKind: "additions" });
    expect(lineOf(additions, withMissing(3, 0, { debtors: 3, notSent: 0 }))).toMatchObject({
      health: "loaded",
      uploadId: "more",
      held: 2,
    });
    expect(lineOf(additions, withMissing(4, 0, { debtors: 3, notSent: 0 }))).toMatchObject({
      health: "in_part",
      uploadId: "load",
      debtors: 1,
    });
  });
});

describe("what nobody has confirmed", () => {
  const staged = (id: string, of: Partial<MorningUploadRow> = {}) =>
    load({ id, state: "staged", confirmedAt: null, fileBalance: "999999.00", ...of });
  const yesterday = load({ id: "yesterday", createdAt: fiveDaysAgo, confirmedAt: fiveDaysAgo, fileBalance: "800.00" });

  test("is no balance of the portfolio", () => {
    const balance = { amount: "1000.00", change: 0.25 };
    expect(lineOf(load(), yesterday).balance).toMatchObject(balance);
    expect(lineOf(staged("a"), load(), yesterday).balance).toMatchObject(balance);
    const cancelled = load({ id: "cancelled", state: "cancelled", isConfirmedFile: false });
    expect(lineOf(cancelled, load(), yesterday).balance).toMatchObject(balance);
    expect(lineOf(staged("a")).balance).toBeNull();
  });

  test("is counted beside what the line is about, however many there are", () => {
    const eight = Array.from({ length: 8 }, (_, at) => staged(`draft ${at}`));
    expect(lineOf(...eight)).toMatchObject({ health: "to_confirm", waiting: 7 });
    expect(lineOf(load(), ...eight.map((one) => ({ ...one, createdAt: fiveDaysAgo })))).toMatchObject({
      ...{ health: "loaded", uploadId: "load", waiting: 8 },
    });
    expect(lineOf(load({ state: "paused" }), staged("retry", { isFollowUp: true }))).toMatchObject({
      ...{ health: "stopped", uploadId: "load", waiting: 1 },
    });
    expect(lineOf(load()).waiting).toBe(0);
  });
});

test("a close-out whose load was cancelled has nobody to send, and no day of the law", () => {
  const dead = load({
    ...{ id: "dead", state: "stopped", isFollowUp: true, createdAt: fiveDaysAgo, confirmedAt: fiveDaysAgo },
    ...{ isConfirmedFile: false, pendingDebtors: 12 },
  });
  const mayGoOn = { health: "stopped", uploadId: "dead", debtors: 12, runsOut: {} };
  expect(lineOf(dead)).toMatchObject(mayGoOn);
  const line = lineOf({ ...dead, isBlocked: true });
  expect(line).toMatchObject({ health: "stopped", uploadId: "dead", debtors: 0 });
  expect(line).not.toHaveProperty("runsOut");
});

describe("what is still to be sent", () => {
  const states = ["queued", "running", "paused", "stopped"] as const;
  const waits = (of: Partial<MorningUploadRow>) => load({ acceptedDebtors: 0, sentDebtors: 0, ...of });

  test.each([
    ["a stopped close-out that may only be cancelled", { state: "stopped", isBlocked: true, pendingDebtors: 12 }],
    ["a paused load that has sent all", { state: "paused", isFollowUp: false }],
    ["a load that ends", { state: "running", isFollowUp: false }],
  ] as const)("is told of what waits behind %s", (_, first) => {
    const ahead = waits({ id: "ahead", isFollowUp: true, pendingDebtors: 0, ...first });
    const retries = [3, 4].map((pendingDebtors) =>
      waits({ id: `retry ${pendingDebtors}`, state: "queued", isFollowUp: true, pendingDebtors }),
    );
    expect(lineOf(ahead, ...retries)).toMatchObject({ uploadId: "ahead", debtors: 7 });
    expect(lineOf(ahead)).toMatchObject({ uploadId: "ahead", debtors: 0 });
  });

  test("is nobody only where nobody waits, whatever stands in line", () => {
    const drawn = fc.record({
      state: fc.constantFrom(...states),
      isFollowUp: fc.boolean(),
      isBlocked: fc.boolean(),
      pendingDebtors: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 5 }), (inLine) => {
        const line = lineOf(...inLine.map((one, at) => waits({ id: `${at}`, ...one })));
        const isWaitedFor = inLine.some(({ isBlocked, pendingDebtors }) => !isBlocked && pendingDebtors > 0);
        expect(["stopped", "sending"]).toContain(line.health);
        expect(line.debtors > 0).toBe(isWaitedFor);
      }),
    );
  });
});
