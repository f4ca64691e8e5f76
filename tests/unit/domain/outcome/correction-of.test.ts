import { expect, test } from "vitest";
import { correctionOf } from "#lib/domain/outcome/upload-stage.ts";

const none = { debtors: 0, obligations: 0, balance: "0.00" };
const totals = (rows: number, debtors: number) => ({ rows, debtors, obligations: rows, balance: "0.00" });

interface Given {
  leftOut: readonly [rows: number, debtors: number];
  rejected?: number;
  unidentified?: number;
  held?: number;
  notSent?: number;
  erased?: { debtors: number; rows: number };
  later?: { leftOut: readonly [rows: number, debtors: number]; rejected?: number };
}

function uploadWith(input: Given) {
  const group = (debtors = 0) => ({ ...none, debtors });
  const { leftOut, rejected, notSent, later } = input;
  return {
    totals: { file: totals(20, 10), setAside: 0, staged: totals(15, 8), leftOut: totals(...leftOut) },
    groups: {
      pending: none,
      accepted: none,
      unchanged: none,
      volatile: none,
      unconfirmed: none,
      not_sent: group(notSent),
      rejected: group(rejected),
    },
    later:
      later === undefined
        ? undefined
        : { ...none, rejected: later.rejected ?? 0, unconfirmed: 0, not_sent: 0, leftOut: totals(...later.leftOut) },
  };
}

test.each([
  ["first, while nobody was accepted later", { leftOut: [3, 2] }, "first"],
  ["first, for rows that are no debtor's", { leftOut: [3, 0], unidentified: 1 }, "first"],
  ["not, for rows that only repeat what was sent", { leftOut: [3, 0] }, null],
  ["first, while one of them waits", { leftOut: [3, 2], later: { leftOut: [2, 1] } }, "first"],
  [
    "first, while a rejected one waits",
    { leftOut: [0, 0], rejected: 2, later: { leftOut: [0, 0], rejected: 1 } },
    "first",
  ],
  ["second, if only rows are left", { leftOut: [4, 2], unidentified: 1, later: { leftOut: [3, 2] } }, "second"],
  ["not, once all were accepted", { leftOut: [3, 2], rejected: 1, later: { leftOut: [3, 2], rejected: 1 } }, null],
  ["not, for debtors that are held", { leftOut: [3, 2], held: 2 }, null],
  ["first, for one beside them", { leftOut: [3, 2], held: 1 }, "first"],
  ["first, for a rejected one beside them", { leftOut: [3, 2], held: 2, rejected: 1 }, "first"],
  ["second, for rows beside them", { leftOut: [5, 3], held: 1, unidentified: 1, later: { leftOut: [3, 2] } }, "second"],
  ["not, for debtors that were not sent and are held", { leftOut: [0, 0], notSent: 2, held: 2 }, null],
  ["not, for erased people", { leftOut: [3, 2], rejected: 1, erased: { debtors: 3, rows: 0 } }, null],
  ["first, for one beside them", { leftOut: [3, 2], erased: { debtors: 1, rows: 0 } }, "first"],
  ["not, for erased rows", { leftOut: [3, 0], unidentified: 1, erased: { debtors: 0, rows: 1 } }, null],
  ["not, if nothing was wrong", { leftOut: [0, 0] }, null],
] as const)("a correction is offered %s", (_, given: Given, offered) => {
  const { unidentified = 0, held = 0, erased = { debtors: 0, rows: 0 } } = given;
  expect(correctionOf(uploadWith(given), { unidentified, held, erased })).toBe(offered);
});
