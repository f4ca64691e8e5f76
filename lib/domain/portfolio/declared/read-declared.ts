import type { DateOrder } from "../../cleaning/dates/calendar.ts";
import { parseCents } from "../../debtors/totals-counter.ts";
import type { Mapping } from "../../mapping/mapping.ts";
import type { SetAsideRow } from "../../table/set-aside.ts";
import { statedCutOff } from "../../validation/stated-cut-off.ts";
import { isDeclaredAmount, onlyAmount } from "./declared-amount.ts";
import { type DeclaredTotals, declaredSchema } from "./declared-schema.ts";
import { countsOf, type DeclaredFigure, declaredFigures, type ReadTotals } from "./declared-totals.ts";
import { balanceColumns, type FoundFigure, figuresOf, maxProposed, type ProposedFigure } from "./figures-of-row.ts";

export interface DeclaredReading {
  /** What the file declares for certain. */
  readonly declared: DeclaredTotals;
  /** Of figures that it does not. */
  readonly proposed: readonly ProposedFigure[];
}

/** Where a bank's totals may stand, and how its money is written. */
export interface DeclaredSource {
  /** Rows that are no data, in the order of the file. */
  readonly rows: readonly SetAsideRow[];
  /** Lines of the first and the last row of data. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly headers: readonly string[];
  readonly mapping: Pick<Mapping, "columns">;
}

/** Rows above and below the data that are read at most, from both ends; no sender writes as many. */
const maxRows = 100;

/**
 * Reads what a file says that it has, in rows above its header and below its last row of data. Rows in between have
 * the totals of groups and are not read. A figure is certain if its words name it and nothing narrower, if its
 * digits have one meaning, and if no other row says otherwise; any other is a proposal.
 */
export function readDeclared(source: DeclaredSource): DeclaredReading {
  const { rows, firstLine, lastLine } = source;
  const balance = balanceColumns(source.mapping, source.headers);
  const outside = rows.filter(({ line, reason }) => isRead(reason) && (line < firstLine || line > lastLine));
  const some = outside.length <= 2 * maxRows ? outside : [...outside.slice(0, maxRows), ...outside.slice(-maxRows)];
  const hasGroups = rows.some(({ line, reason }) => reason === "total" && line > firstLine && line < lastLine);
  const found = some.flatMap((row) => figuresOf(row, balance, hasGroups));
  const { declared, proposed } = settle(found);
  const cutOff = cutOffOf(some, source.mapping);
  if (cutOff === null) return { declared, proposed };
  return {
    declared: { ...declared, cutOff: cutOff.day, where: { ...declared.where, cutOff: cutOff.line } },
    proposed,
  };
}

/** The same with every proposal that agrees with the file as declared: being right proves it. */
export function provenBy({ declared, proposed }: DeclaredReading, read: ReadTotals): DeclaredReading {
  const counts = countsOf(read);
  const isRight = ({ figure, value }: ProposedFigure): boolean => {
    if (figure === "balance")
      return read.hasBalance && isDeclaredAmount(String(value), parseCents(read.totals.file.balance));
    return figure === "rows" ? Object.values(counts).includes(Number(value)) : counts[figure] === value;
  };
  let known = declared;
  for (const proposal of proposed.filter(isRight)) {
    const { figure, value, line } = proposal;
    if (known[figure] === undefined) known = { ...known, [figure]: value, where: { ...known.where, [figure]: line } };
  }
  return { declared: known, proposed: proposed.filter(({ figure }) => known[figure] === undefined) };
}

function isRead(reason: SetAsideRow["reason"]): boolean {
  return reason === "title" || reason === "total" || reason === "note";
}

function settle(found: readonly FoundFigure[]): { declared: DeclaredTotals; proposed: ProposedFigure[] } {
  const figures: Partial<Record<DeclaredFigure, number | string>> = {};
  const where: Partial<Record<DeclaredFigure, number>> = {};
  const proposed: ProposedFigure[] = [];
  for (const figure of declaredFigures) {
    const all = found.filter((each) => each.figure === figure);
    const certain = all.filter(({ isCertain }) => isCertain);
    const values = [...new Set(certain.map(({ value }) => value))];
    const only = figure === "balance" ? onlyAmount(values.map(String)) : values.length === 1 ? values[0] : undefined;
    const first = certain.find(({ value }) => value === only);
    if (first !== undefined) {
      figures[figure] = first.value;
      where[figure] = first.line;
    } else {
      const distinct = new Map(all.map(({ isCertain: _, ...each }) => [each.value, each]));
      proposed.push(...[...distinct.values()].slice(0, maxProposed));
    }
  }
  return { declared: declaredSchema.parse({ ...figures, where }), proposed };
}

/** The day that a title or a footer states, if it can mean only one in the order of the file's dates. */
function cutOffOf(
  rows: readonly SetAsideRow[],
  { columns }: Pick<Mapping, "columns">,
): { day: string; line: number } | null {
  const stated = statedCutOff(
    rows.map(({ line, cells }) => ({ line, text: cells.filter((cell) => cell !== "").join(" ") })),
  );
  if (stated === null) return null;
  const days = [...new Set(stated.days.values())];
  const orders = new Set(
    columns.flatMap((column): DateOrder[] =>
      column.state === "field" && column.reading.dateOrder !== undefined ? [column.reading.dateOrder] : [],
    ),
  );
  const [order] = orders;
  const day =
    days.length === 1 ? days[0] : orders.size === 1 && order !== undefined ? stated.days.get(order) : undefined;
  return day === undefined ? null : { day, line: stated.line };
}
