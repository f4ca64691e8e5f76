import {
  type ComparedTotals,
  type ComparisonFigures,
  comparedGroups,
} from "#lib/domain/portfolio/comparison/comparison.ts";
import type { ComparisonView, SendingChoice } from "#lib/domain/views/comparison-view.ts";

const nothing: ComparedTotals = { debtors: 0, obligations: 0, balanceBefore: "0.00", balance: "0.00" };

/** Figures of a comparison in which only these groups have anybody. */
export function figuresOf(
  groups: Readonly<Partial<ComparisonFigures["debtors"]>>,
  over: Partial<ComparisonFigures> = {},
): ComparisonFigures {
  const all = Object.fromEntries(comparedGroups.map((group) => [group, groups[group] ?? nothing]));
  const debtors = all as ComparisonFigures["debtors"];
  return { debtors, obligations: debtors, fields: [], unidentifiedRows: 0, elsewhere: 0, ...over };
}

/** The day of the specification: 1,204 new, 310 gone, 18,220 changed, 402,113 the same. */
export const dayFigures = figuresOf({
  new: { debtors: 1_204, obligations: 1_500, balanceBefore: "0.00", balance: "1000.00" },
  changed: { debtors: 18_220, obligations: 20_000, balanceBefore: "50000.00", balance: "48000.00" },
  volatile: { debtors: 400_000, obligations: 500_000, balanceBefore: "40000.00", balance: "40000.00" },
  same: { debtors: 2_113, obligations: 3_000, balanceBefore: "9800.00", balance: "9800.00" },
  gone: { debtors: 310, obligations: 400, balanceBefore: "200.00", balance: "0.00" },
});

export function comparisonViewOf({
  choice = {},
  ...over
}: Partial<Omit<ComparisonView, "choice">> & { choice?: Partial<SendingChoice> } = {}): ComparisonView {
  return {
    uploadId: "0192f0c0-0000-7000-8000-000000000001",
    portfolio: { id: "p1", name: "Banco Andino" },
    fileName: "cartera.csv",
    currency: "COP",
    load: { kind: "whole" },
    comparedAt: "2026-11-26T12:00:00.000Z",
    frozenAt: null,
    isFirst: false,
    tellsGone: true,
    isCancelled: false,
    partsUnconfirmed: [],
    partsCancelled: [],
    goneSince: 0,
    namedBy: null,
    figures: dayFigures,
    obligations: "unknown",
    leftOut: { debtors: 0, obligations: 0, balance: "0.00" },
    isErased: false,
    ...over,
    choice: {
      sends: "changes",
      countsVolatile: false,
      byBudget: false,
      isOpen: true,
      refusal: null,
      calls: { everything: 4_216, changes: 4_195, changesWithoutVolatile: 195 },
      fullSendAt: "2026-11-24T12:00:00.000Z",
      fullSendDueAt: "2026-12-01T12:00:00.000Z",
      isFullSendDue: false,
      ...choice,
    },
  };
}
