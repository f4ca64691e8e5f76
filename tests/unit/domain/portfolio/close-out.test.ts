import { describe, expect, test } from "vitest";
import {
  type CloseOutFacts,
  type CloseOutMarker,
  closedDebtor,
  refusalsOfCloseOut,
} from "#lib/domain/portfolio/close-out.ts";
import type { OddityCode } from "#lib/domain/portfolio/drift/drift.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";

const good: CloseOutFacts = {
  repeatBehaviour: "updates",
  isConfirmed: true,
  isWhole: true,
  stagedDebtors: 10,
  figures: { unidentifiedRows: 0 },
  oddities: [],
  last: null,
  isExplained: false,
  marker: { balance: true, field: null },
  debtors: 1,
};
const refusals = (facts: Partial<CloseOutFacts>) => refusalsOfCloseOut({ ...good, ...facts });
const stop = (code: OddityCode) => ({ code, certainty: "stop" as const });

describe("the guards of a close-out", () => {
  test("let a whole and confirmed file through", () => {
    expect(refusals({})).toEqual([]);
  });

  test.each([
    ["repeats_unknown", { repeatBehaviour: "unknown" }],
    ["repeats_unknown", { repeatBehaviour: "duplicates" }],
    ["not_confirmed", { isConfirmed: false }],
    ["not_whole", { isWhole: false }],
    ["empty_file", { stagedDebtors: 0 }],
    ["unidentified_rows", { figures: { unidentifiedRows: 1 } }],
    ["no_marker", { marker: null }],
    ["nobody", { debtors: 0 }],
  ] as const)("%s is the only reason given", (refusal, facts) => {
    expect(refusals(facts)).toEqual([refusal]);
  });

  test("about who is in the file are lifted by a later file that has none itself", () => {
    const last = { figures: { unidentifiedRows: 0 }, oddities: [] };
    const doubted = { figures: { unidentifiedRows: 1 }, oddities: [stop("many_gone")], isExplained: true };
    expect(refusals({ ...doubted, last })).toEqual([]);
    expect(refusals({ ...doubted, oddities: [stop("field_missing")], isExplained: false, last })).toEqual([
      "unexplained_stop",
    ]);
    for (const unsure of [
      { ...last, figures: { unidentifiedRows: 2 } },
      { ...last, oddities: [stop("same_content")] },
    ])
      expect(refusals({ ...doubted, last: unsure })).toEqual(["unidentified_rows", "stop_about_who"]);
  });

  test("are all named, in one order", () => {
    expect(refusals({ debtors: 0, isConfirmed: false, repeatBehaviour: "unknown" })).toEqual([
      "repeats_unknown",
      "not_confirmed",
      "nobody",
    ]);
  });

  test.each([
    "balance_factor",
    "dates_exchanged",
    "column_shifted",
    "field_missing",
    "field_empty",
    "part_stated",
  ] as const)("a written reason lifts the stop %s", (code) => {
    expect(refusals({ oddities: [stop(code)] })).toEqual(["unexplained_stop"]);
    expect(refusals({ oddities: [stop(code)], isExplained: true })).toEqual([]);
  });

  test.each([
    ...["same_content", "old_file", "nobody_known", "other_portfolio", "half_of_file", "many_gone"],
  ] as OddityCode[])("no reason lifts %s, about who is missing", (code) => {
    for (const isExplained of [true, false])
      expect(refusals({ oddities: [stop(code)], isExplained })).toEqual(["stop_about_who"]);
  });

  test("do not mind what is merely odd", () => {
    expect(refusals({ oddities: [{ code: "out_of_band", certainty: "odd" }] })).toEqual([]);
  });

  test("ask for a number above the portfolio's threshold", () => {
    expect(
      [{}, { closeOutDebtors: 5, goneShare: 0.2 }].map((stored) => portfolioThresholdsOf(stored).closeOutDebtors),
    ).toEqual([100, 5]);
  });
});

describe("a closed debtor", () => {
  const [first, second] = [
    { id: "A", name: "Tarjeta", total_balance: "10.50", days_delay: "3" },
    { id: "B", name: "Libranza", total_balance: "20" },
  ];
  const payload = JSON.stringify({ Identification: "1", Name: "Ana", Obligations: [first, second] });
  const zero: CloseOutMarker = { balance: true, field: null };
  const sent = (text: string) => JSON.parse(text) as { Obligations: object[] };

  test("has the marker on each of its obligations", () => {
    const closed = closedDebtor(payload, null, { balance: true, field: { apiKey: "Estado", value: "Cerrada" } });
    expect(sent(closed.payload)).toEqual({
      Identification: "1",
      Name: "Ana",
      Obligations: [
        { ...first, total_balance: "0", Estado: "Cerrada" },
        { ...second, total_balance: "0", Estado: "Cerrada" },
      ],
    });
    expect([closed.name, closed.obligations, closed.balanceCents]).toEqual(["Ana", 2, 0]);
    expect(closed.closed).toEqual([
      { id: "A", balance: "10.50" },
      { id: "B", balance: "20" },
    ]);
  });

  test("keeps its balances where only a field marks", () => {
    const closed = closedDebtor(payload, null, { balance: false, field: { apiKey: "Estado", value: "x" } });
    expect(closed.balanceCents).toBe(3_050);
  });

  test("that stays keeps today's and gets the gone ones", () => {
    const gone = JSON.stringify([{ id: "C", name: "Vieja", total_balance: "5" }]);
    const closed = closedDebtor(payload, gone, zero);
    expect(sent(closed.payload).Obligations).toEqual([first, second, { id: "C", name: "Vieja", total_balance: "0" }]);
    expect([closed.obligations, closed.balanceCents, closed.closed]).toEqual([3, 3_050, [{ id: "C", balance: "5" }]]);
  });

  test("never closes a number that is there today", () => {
    const closed = closedDebtor(payload, JSON.stringify([{ id: "A", total_balance: "5" }]), zero);
    expect([sent(closed.payload).Obligations, closed.closed]).toEqual([[first, second], []]);
  });
});
