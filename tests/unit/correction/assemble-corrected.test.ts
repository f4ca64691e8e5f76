import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assembleCorrected } from "#lib/domain/correction/assemble-corrected.ts";
import { type CorrectionChoices, noChoices } from "#lib/domain/correction/correction.ts";
import {
  type EarlierDebtor,
  EarlierDebtors,
  type EarlierFate,
  earlierLine,
  refusedLine,
  tiedLine,
} from "#lib/domain/correction/earlier-debtors.ts";
import { payloadDigest } from "#lib/domain/correction/payload-digest.ts";
import { TextDigest } from "#lib/domain/correction/text-digest.ts";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { portfolioMapping } from "#tests/support/factories.ts";

const context = { fields: fieldsOf([]), mapping: portfolioMapping, country: "CO" };
const read = compileRowReader(context);
const rowOf = (row: number, obligation: string, phone = "3001200001", email = "a@example.com") =>
  read(row, {
    line: row + 2,
    cells: ["10000001", "Ana", email, phone, "", obligation, "Tarjeta", "5,00"],
    kinds: null,
  });
const both = [rowOf(0, "1-1"), rowOf(1, "1-2")];
const sent = assembleDebtor(both, context).debtor?.payload ?? "";
const at = Date.UTC(2026, 10, 24);

function judged(earlier: Partial<EarlierDebtor> | null, rows = both, said: Partial<CorrectionChoices> = {}) {
  const line = earlierLine("10000001", { fate: "open", parts: 0, digest: "", ...earlier });
  const debtors = EarlierDebtors.of(earlier === null ? "" : line);
  const { debtor, issues } = assembleCorrected(rows, context, {
    ...noChoices,
    ...said,
    earlier: debtors,
    at,
    renumberedIn: () => [],
    lineOf: () => null,
  });
  return { isSent: debtor !== null, issues: issues.map(({ code, severity, params }) => ({ code, severity, params })) };
}

/** An issue that holds a debtor back is on each of its two rows. */
const onBoth = (code: string, severity: string, params = {}) => [0, 1].map(() => ({ code, severity, params }));
const leftOut = (code: string, params = {}) => ({ isSent: false, issues: onBoth(code, "error", params) });
const goes = { isSent: true, issues: [] };

describe("a debtor of a corrected report", () => {
  const same = payloadDigest(sent);
  test.each([
    ["that the earlier upload does not know", null, goes],
    ["that was accepted, with nobody knows what", { fate: "accepted" }, leftOut("correction_accepted")],
    ["that was accepted with the same", { fate: "accepted", digest: same }, leftOut("correction_accepted")],
    [
      "that was accepted with something else",
      { fate: "accepted", digest: "0123456789abcdef" },
      leftOut("correction_accepted_differs"),
    ],
    [
      "that was accepted with fewer obligations",
      { fate: "accepted", parts: 1 },
      leftOut("correction_accepted_differs"),
    ],
    ["that was accepted with as many", { fate: "accepted", parts: 2 }, leftOut("correction_accepted")],
    ["that goes under another number", { fate: "renamed" }, leftOut("correction_renamed")],
    ["that is unconfirmed", { fate: "unconfirmed" }, leftOut("correction_unconfirmed")],
    ["that another retry has", { fate: "in_retry" }, leftOut("correction_in_retry")],
    ["that a later upload carries", { fate: "superseded" }, leftOut("correction_superseded")],
    [
      "that was rejected, with nothing new",
      { fate: "rejected", parts: 2, digest: same },
      leftOut("correction_unchanged", { at }),
    ],
    ["that was rejected, with something new", { fate: "rejected", parts: 2, digest: "0123456789abcdef" }, goes],
    ["that was rejected with what is not kept any more", { fate: "rejected", parts: 2, digest: "" }, goes],
    ["that was not sent", { fate: "open", parts: 2 }, goes],
    ["that was left out and is good now", { fate: "left_out", parts: 2 }, goes],
    ["that lacks an obligation", { fate: "open", parts: 3 }, leftOut("correction_fewer", { found: 2, expected: 3 })],
    [
      "that was left out and lacks a row",
      { fate: "left_out", parts: 3 },
      leftOut("correction_fewer", { found: 2, expected: 3 }),
    ],
    ["that has an obligation more", { fate: "open", parts: 1 }, goes],
  ] as const)("%s", (_, earlier, verdict) => {
    expect(judged(earlier)).toEqual(verdict);
  });

  test("is sent with fewer obligations if the user chose so", () => {
    expect(judged({ fate: "open", parts: 3 }, both, { sendsFewer: true })).toEqual({
      isSent: true,
      issues: onBoth("correction_fewer", "warning", { found: 2, expected: 3 }),
    });
  });

  test("accepted before is sent again if the user chose so", () => {
    for (const [earlier, code] of [
      [{ fate: "accepted", digest: "0123456789abcdef" }, "correction_accepted_differs"],
      [{ fate: "renamed" }, "correction_renamed"],
    ] as const)
      expect(judged(earlier, both, { sendsAccepted: true })).toEqual({ isSent: true, issues: onBoth(code, "warning") });
    expect(judged({ fate: "accepted", digest: same }, both, { sendsAccepted: true }).isSent).toBe(false);
  });

  test("accepted before also needs its new numbers confirmed", () => {
    const earlier = EarlierDebtors.of(
      earlierLine("10000001", { fate: "accepted", parts: 0, digest: "0123456789abcdef" }),
    );
    const correction = {
      ...noChoices,
      sendsAccepted: true,
      earlier,
      at,
      renumberedIn: () => [{ column: 0 }],
      lineOf: () => null,
    };
    expect(assembleCorrected(both, context, correction).debtor).toBeNull();
    expect(assembleCorrected(both, context, { ...correction, sendsRenumbered: true }).debtor).not.toBeNull();
  });

  test("is unchanged if any upload of the family refused it", () => {
    const last = earlierLine("10000001", { fate: "rejected", parts: 2, digest: "0123456789abcdef" });
    const earlier = EarlierDebtors.of([refusedLine("10000001", same), last].join("\n"));
    const { debtor, issues } = assembleCorrected(both, context, {
      ...noChoices,
      earlier,
      at,
      renumberedIn: () => [],
      lineOf: () => null,
    });
    expect([debtor, issues.map(({ code }) => code)]).toEqual([null, ["correction_unchanged", "correction_unchanged"]]);
  });

  test("is unchanged even if a later upload did not send it", () => {
    const unsent = earlierLine("10000001", { fate: "open", parts: 2, digest: "" });
    const earlier = EarlierDebtors.of([refusedLine("10000001", same), unsent].join("\n"));
    const correction = { ...noChoices, earlier, at, renumberedIn: () => [], lineOf: () => null };
    const codes = (rows = both) => assembleCorrected(rows, context, correction).issues.map(({ code }) => code);
    expect(codes()).toEqual(["correction_unchanged", "correction_unchanged"]);
    expect(codes([rowOf(0, "1-1", "3001200002"), rowOf(1, "1-2", "3001200002")])).toEqual([]);
  });

  test("accepted since is settled unless it has more obligations", () => {
    const codes = (parts: number) => {
      const accepted = earlierLine("10000001", { fate: "accepted", parts, digest: "0123456789abcdef" });
      const earlier = EarlierDebtors.of([refusedLine("10000001", same), accepted].join("\n"));
      const correction = { ...noChoices, earlier, at, renumberedIn: () => [], lineOf: () => null };
      return assembleCorrected(both, context, correction).issues.map(({ code }) => code);
    };
    expect(codes(2)).toEqual(["correction_accepted", "correction_accepted"]);
    expect(codes(1)).toEqual(["correction_accepted_differs", "correction_accepted_differs"]);
  });

  test("stays accepted if a later upload did not send it", () => {
    const lines = (["accepted", "open"] as const).map((fate) =>
      earlierLine("10000001", { fate, parts: 0, digest: "" }),
    );
    expect(EarlierDebtors.of(lines.join("\n")).find("10000001")?.fate).toBe("accepted");
  });

  test("is sent unchanged if the user chose so, with warnings", () => {
    expect(judged({ fate: "rejected", parts: 2, digest: same }, both, { sendsUnchanged: true })).toEqual({
      isSent: true,
      issues: onBoth("correction_unchanged", "warning", { at }),
    });
  });

  test("needs confirmation if only zeros separate it from another", () => {
    const known = EarlierDebtors.of(earlierLine("0010000001", { fate: "accepted", parts: 0, digest: "" }));
    const correction = { ...noChoices, earlier: known, at, renumberedIn: () => [], lineOf: () => null };
    const { debtor, issues } = assembleCorrected(both, context, correction);
    expect([debtor, issues.map(({ code, column, proposal }) => [code, column, proposal])]).toEqual([
      null,
      [0, 0].map((column) => ["correction_zeros", column, "0010000001"]),
    ]);
    expect(assembleCorrected(both, context, { ...correction, sendsRenumbered: true }).debtor).not.toBeNull();
  });

  test("is not sent if it has an error itself", () => {
    const broken = [rowOf(0, "1-1"), rowOf(1, "1-2", "3001200001", "sin arroba")];
    expect(judged({ fate: "left_out", parts: 2 }, broken).isSent).toBe(false);
    expect(judged({ fate: "accepted" }, broken)).toEqual(leftOut("correction_accepted"));
  });

  test("is unchanged by sorting its rows, changed by one cell", () => {
    const rejected = { fate: "rejected", parts: 2, digest: same } as const;
    expect(judged(rejected, [rowOf(0, "1-2"), rowOf(1, "1-1")]).isSent).toBe(false);
    expect(judged(rejected, [rowOf(0, "1-1", "3001200002"), rowOf(1, "1-2")]).isSent).toBe(true);
    expect(judged(rejected, [rowOf(0, "1-1"), rowOf(1, "1-3")]).isSent).toBe(true);
  });
});

describe("a row whose line a correction has under another number", () => {
  const line = 23;
  const verdictOf = (own: string | null, other: EarlierFate, sendsAccepted = false) => {
    const known = [tiedLine(line, "70555555"), earlierLine("70555555", { fate: other, parts: 0, digest: "" })];
    const earlier = EarlierDebtors.of([...known, ...(own === null ? [] : [own])].join("\n"));
    const lineOf = (row: number) => (row === 0 ? line : null);
    const { debtor, issues } = assembleCorrected(both, context, {
      ...noChoices,
      sendsAccepted,
      earlier,
      at,
      renumberedIn: (row) => (row === 0 ? [{ column: 0 }] : []),
      lineOf,
    });
    return { isSent: debtor !== null, codes: issues.map(({ row, code }) => `${row} ${code}`) };
  };

  test.each([
    ["accepted", "0 correction_line_sent"],
    ["renamed", "0 correction_line_sent"],
    ["superseded", "0 correction_line_sent"],
    ["unconfirmed", "0 correction_unconfirmed"],
    ["in_retry", "0 correction_in_retry"],
    ["rejected", "0 correction_renumbered"],
    ["open", "0 correction_renumbered"],
    ["left_out", "0 correction_renumbered"],
  ] as const)("that is %s there: %s", (fate, code) => {
    expect(verdictOf(null, fate)).toEqual({ isSent: false, codes: [code] });
  });

  test("is sent by the user's choice, unless another upload still has it", () => {
    const fates = ["accepted", "renamed", "superseded", "unconfirmed", "in_retry"] as const;
    expect(fates.map((fate) => verdictOf(null, fate, true).isSent)).toEqual([true, true, true, false, false]);
  });

  test("is asked about once if its debtor is asked about too", () => {
    const renamed = earlierLine("10000001", { fate: "renamed", parts: 0, digest: "" });
    expect(verdictOf(renamed, "accepted").codes).toEqual(["0 correction_line_sent"]);
    const fewer = earlierLine("10000001", { fate: "open", parts: 3, digest: "" });
    expect(verdictOf(fewer, "accepted").codes).toEqual([
      "0 correction_line_sent",
      "0 correction_fewer",
      "1 correction_fewer",
    ]);
  });
});

describe("the list of earlier debtors", () => {
  const anyDebtor = fc.record({
    fate: fc.constantFrom("accepted", "rejected", "open", "unconfirmed", "in_retry", "superseded", "left_out"),
    parts: fc.nat(9),
    digest: fc.constantFrom("", "0123456789abcdef"),
  });
  test("reads the same, with its stamp, on both sides", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.string(), anyDebtor), { selector: ([id]) => id }), (debtors) => {
        const lines = debtors.map(([id, debtor]) => earlierLine(id, debtor as EarlierDebtor));
        const ours = new EarlierDebtors();
        for (const line of lines) ours.add(line);
        const theirs = EarlierDebtors.of(lines.join("\n"));
        expect(theirs.stamp).toBe(ours.stamp);
        expect(debtors.map(([id]) => theirs.find(id))).toEqual(debtors.map(([, debtor]) => debtor));
      }),
    );
  });

  test("changes its stamp if one debtor's fate changes", () => {
    const stamp = (letter: string) => EarlierDebtors.of(`["1","a"]\n["2","${letter}"]`).stamp;
    expect(stamp("a")).not.toBe(stamp("u"));
  });

  test.each(["{}", '["1"]', '["1","x"]', "[1,2]", '["1","r","2"]', "["])("rejects the line %s", (line) => {
    expect(() => EarlierDebtors.of(line)).toThrow();
  });
});

test("a payload's digest ignores only the order of obligations", () => {
  const payload = (...obligations: string[]) => `{"Identification":"1","Obligations":[${obligations.join(",")}]}`;
  const [a, b, c] = ['{"id":"A1","name":"Ñ"}', '{"id":"B},{"}', '{"id":"C"}'] as const;
  const digest = payloadDigest(payload(a, b, c));
  expect(payloadDigest(payload(c, a, b))).toBe(digest);
  const others = [payload(a, b), payload(a, b, c, c), payload(a, a, b, c), payload(b, b, c), "{}", `${payload(a)} `];
  expect(new Set([digest, ...others.map(payloadDigest)]).size).toBe(6);
  expect(payloadDigest("{}")).toBe("");
});

test("a digest tells texts apart that differ in one letter", () => {
  const digest = (...parts: string[]) => parts.reduce((made, part) => made.add(part), new TextDigest()).hex();
  expect(new Set([digest("abc"), digest("ab", "c"), digest("abc\0"), digest("abc", ""), digest("")]).size).toBe(5);
  const many = Array.from({ length: 50_000 }, (_, index) => digest(`{"id":"${index}"}`));
  expect(new Set(many).size).toBe(many.length);
  expect(new Set(many.map((each) => each.slice(0, 4))).size).toBeGreaterThan(30_000);
});
