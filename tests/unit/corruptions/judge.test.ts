import { describe, expect, test } from "vitest";
import { columnThing, rowsThing } from "#tests/corruptions/operators/operator.ts";
import {
  nothingRead,
  type Observation,
  type SaidIssue,
  type StagedDebtor,
} from "#tests/corruptions/reading/observation.ts";
import type { PlacedTruth } from "#tests/corruptions/verdict/difference.ts";
import { judge } from "#tests/corruptions/verdict/judge.ts";

const ana = { identification: "10", values: { "debtor.Name": "Ana" } };
const eva = { identification: "20", values: { "debtor.Name": "Eva" } };
const truth: PlacedTruth = {
  rows: [
    { debtor: ana, obligation: { "obligation.id": "A", "obligation.total_balance": "4000000" } },
    { debtor: eva, obligation: { "obligation.id": "B", "obligation.total_balance": "500" } },
  ],
  lines: [[2], [3]],
};

function debtor(at: 0 | 1, change: Partial<StagedDebtor> = {}): StagedDebtor {
  const { debtor, obligation } = truth.rows[at]!;
  return {
    identification: debtor.identification,
    values: debtor.values,
    lines: [at + 2],
    obligations: [obligation],
    ...change,
  };
}

function issue(change: Partial<SaidIssue>): SaidIssue {
  return {
    line: 2,
    field: null,
    columnField: null,
    code: "amount_rounded",
    severity: "warning",
    params: {},
    ...change,
  };
}

const seen = (change: Partial<Observation>): Observation => ({ ...nothingRead, refusal: null, ...change });
const planted = [{ "obligation.id": "A", "obligation.total_balance": "4" }];
const wrong = [debtor(0, { obligations: planted }), debtor(1)];
const verdict = (change: Partial<Observation>, damages: Parameters<typeof judge>[2] = []) =>
  judge(truth, seen(change), damages).verdict;

describe("the judge of corruptions, with wrongs planted", () => {
  test("calls a correct result exact, despite warnings", () => {
    expect(verdict({ debtors: [debtor(0), debtor(1)] })).toBe("exact");
    expect(verdict({ debtors: [debtor(0), debtor(1)], issues: [issue({})] })).toBe("exact");
  });

  test("calls a wrong balance without an issue silent", () => {
    expect(verdict({ debtors: wrong })).toBe("silent");
  });

  test("ignores issues on another row or cell", () => {
    const field = "obligation.total_balance";
    expect(verdict({ debtors: wrong, issues: [issue({ line: 3, field })] })).toBe("silent");
    expect(verdict({ debtors: wrong, issues: [issue({ field: "debtor.Name" })] })).toBe("silent");
    expect(verdict({ debtors: wrong, issues: [issue({ field })] })).toBe("said");
  });

  test("accepts a shift's issue only for that row's shift", () => {
    const issues = [issue({ field: "debtor.Address", code: "text_unlikely" })];
    const shift = { thing: rowsThing([0]), notices: [], shifts: true } as const;
    expect(verdict({ debtors: wrong, issues })).toBe("silent");
    expect(verdict({ debtors: wrong, issues }, [{ thing: shift.thing, notices: [] }])).toBe("silent");
    expect(verdict({ debtors: wrong, issues }, [{ ...shift, thing: rowsThing([1]) }])).toBe("silent");
    expect(verdict({ debtors: wrong, issues: [issue({ ...issues[0], line: 3 })] }, [shift])).toBe("silent");
    expect(verdict({ debtors: wrong, issues }, [shift])).toBe("said");
    expect(verdict({ debtors: [debtor(1)], issues }, [shift])).toBe("silent");
    const unsent = [issue({ code: "cell_unlike" })];
    expect(verdict({ debtors: wrong, issues: unsent })).toBe("silent");
    expect(verdict({ debtors: wrong, issues: unsent }, [shift])).toBe("said");
  });

  test("excuses only the rows and fields of invisible damage", () => {
    const emptied = {
      thing: rowsThing([0], new Set(["obligation.total_balance"])),
      notices: [],
      isInvisible: true,
    } as const;
    expect(verdict({ debtors: wrong }, [emptied])).toBe("invisible");
    expect(verdict({ debtors: wrong }, [{ ...emptied, thing: rowsThing([1]) }])).toBe("silent");
    expect(verdict({ debtors: [debtor(0, { values: { "debtor.Name": "Eva" } }), debtor(1)] }, [emptied])).toBe(
      "silent",
    );
  });

  test("accepts a notice only for its own damage and rows", () => {
    const notices = [{ code: "longer_rows", params: { line: 2 } }];
    expect(verdict({ debtors: wrong, notices })).toBe("silent");
    expect(verdict({ debtors: wrong, notices }, [{ thing: rowsThing([1]), notices: ["longer_rows"] }])).toBe("silent");
    expect(verdict({ debtors: wrong, notices }, [{ thing: rowsThing([0]), notices: ["mixed_encoding"] }])).toBe(
      "silent",
    );
    expect(
      verdict({ debtors: wrong, notices }, [{ thing: columnThing("debtor.Name"), notices: ["longer_rows"] }]),
    ).toBe("silent");
    expect(verdict({ debtors: wrong, notices }, [{ thing: rowsThing([0]), notices: ["longer_rows"] }])).toBe("said");
  });

  test("does not let an answered question excuse a wrong value", () => {
    const asked = new Set(["obligation.total_balance"]);
    expect(verdict({ debtors: wrong, toRead: asked })).toBe("silent");
    expect(verdict({ debtors: wrong, toPlace: asked })).toBe("silent");
    const unplaced = [debtor(0, { obligations: [{ "obligation.id": "A" }] }), debtor(1)];
    expect(verdict({ debtors: unplaced })).toBe("silent");
    expect(verdict({ debtors: unplaced, toPlace: asked })).toBe("said");
  });

  test("missing debtors need an error, set-aside row or notice", () => {
    const debtors = [debtor(0)];
    expect(verdict({ debtors })).toBe("silent");
    expect(verdict({ debtors, leftOut: new Set([3]) })).toBe("silent");
    expect(verdict({ debtors, leftOut: new Set([3]), issues: [issue({ line: 2, severity: "error" })] })).toBe("silent");
    expect(verdict({ debtors, issues: [issue({ line: 3, field: "debtor.Name" })] })).toBe("silent");
    expect(verdict({ debtors, leftOut: new Set([3]), issues: [issue({ line: 3, severity: "error" })] })).toBe(
      "harmless",
    );
    expect(verdict({ debtors, setAside: new Set([3]) })).toBe("said");
    expect(verdict({ debtors, setAside: new Set([2]) })).toBe("silent");
  });

  test("calls added, merged or renumbered debtors silent", () => {
    const total = debtor(1, { identification: "TOTAL", lines: [9] });
    expect(verdict({ debtors: [debtor(0), debtor(1), total] })).toBe("silent");
    expect(
      verdict({ debtors: [debtor(0), debtor(1), total], issues: [issue({ line: 9, field: "debtor.Email" })] }),
    ).toBe("silent");
    const merged = debtor(0, { lines: [2, 3], obligations: [debtor(0).obligations[0]!, debtor(1).obligations[0]!] });
    expect(verdict({ debtors: [merged] })).toBe("silent");
  });

  test("accepts any refusal except the portal's own faults", () => {
    expect(verdict({ refusal: "truncated" })).toBe("said");
    expect(verdict({ refusal: "unexpected" })).toBe("silent");
    expect(verdict({ blockedBy: ["required_field_missing debtor.Email"] })).toBe("said");
  });
});
