import { describe, expect, test } from "vitest";
import { addsUp, sumOf } from "#lib/domain/outcome/control-sums.ts";

const group = (debtors: number, obligations: number, balance: string) => ({ debtors, obligations, balance });
const view = {
  totals: {
    file: { rows: 12, ...group(5, 9, "100.10") },
    setAside: 3,
    leftOut: { rows: 2, ...group(1, 2, "-0.05") },
    staged: { rows: 7, ...group(4, 7, "100.15") },
  },
  groups: {
    pending: group(1, 1, "0.01"),
    unchanged: group(0, 0, "0.00"),
    volatile: group(0, 0, "0.00"),
    accepted: group(1, 3, "90071992547409.93"),
    rejected: group(1, 1, "-90071992547309.79"),
    unconfirmed: group(1, 2, "0.00"),
    not_sent: group(0, 0, "0.00"),
  },
};

describe("control sums", () => {
  test("add up beyond what a float holds", () => {
    expect(addsUp(view)).toBe(true);
  });

  test.each([
    ["a cent in a group", { ...view, groups: { ...view.groups, accepted: group(1, 3, "90071992547409.94") } }],
    ["a debtor in a group", { ...view, groups: { ...view.groups, not_sent: group(1, 0, "0.00") } }],
    ["an obligation in a group", { ...view, groups: { ...view.groups, pending: group(1, 2, "0.01") } }],
    ["a row set aside", { ...view, totals: { ...view.totals, setAside: 4 } }],
    ["a row left out", { ...view, totals: { ...view.totals, leftOut: { ...view.totals.leftOut, rows: 3 } } }],
    ["a cent left out", { ...view, totals: { ...view.totals, leftOut: { ...view.totals.leftOut, balance: "0.05" } } }],
  ])("show %s too many", (_, wrong) => {
    expect(addsUp(wrong)).toBe(false);
  });

  test("keep their sign and both decimals", () => {
    expect(sumOf([group(1, 1, "-0.07"), group(1, 1, "0.02")])).toEqual(group(2, 2, "-0.05"));
    expect(sumOf([]).balance).toBe("0.00");
  });
});
