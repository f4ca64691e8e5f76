import type { Observation, StagedDebtor } from "../reading/observation.ts";
import type { TrueRow } from "../sheet/draft.ts";

/** A place where what would be sent differs from the truth. */
export interface Difference {
  readonly kind: "missing" | "value" | "extra" | "doubled";
  /** The rows of the portfolio concerned; empty for an extra row. */
  readonly rows: readonly number[];
  /** The lines of the file that carry it. */
  readonly lines: readonly number[];
  readonly field: string | null;
  readonly expected: string;
  readonly found: string;
}

/** The truth with the lines that carry each row: several for a repeated row, none for a lost one. */
export interface PlacedTruth {
  readonly rows: readonly TrueRow[];
  readonly lines: readonly (readonly number[])[];
}

interface StagedRow {
  readonly debtor: StagedDebtor;
  readonly obligation: Readonly<Record<string, string>>;
}

/** Compares every debtor that would be staged with the truth, row by row and field by field. */
export function differences(truth: PlacedTruth, { debtors }: Observation): Difference[] {
  const byLine = new Map<number, StagedRow>();
  for (const debtor of debtors)
    for (const [place, obligation] of debtor.obligations.entries())
      byLine.set(debtor.lines[place] ?? 0, { debtor, obligation });
  const found: Difference[] = [];
  const told = new Set<StagedDebtor>();
  const known = new Set(truth.lines.flat());
  for (const [row, { debtor, obligation }] of truth.rows.entries()) {
    const lines = truth.lines[row] ?? [];
    const staged = lines.flatMap((line) => byLine.get(line) ?? []);
    const [first] = staged;
    const about = { rows: [row], lines };
    if (first === undefined) {
      found.push({ ...about, kind: "missing", field: null, expected: debtor.identification, found: "" });
      continue;
    }
    if (staged.length > 1)
      found.push({ ...about, kind: "doubled", field: null, expected: "1", found: String(staged.length) });
    const { identification, values } = first.debtor;
    const isOwn = debtor.accepts?.(identification) ?? identification === debtor.identification;
    if (!isOwn) found.push(value(about, "debtor.Identification", debtor.identification, identification));
    found.push(...unequal(about, obligation, first.obligation));
    // A row read as another debtor's says nothing about the other rows of its own debtor.
    if (!isOwn) {
      found.push(...unequal(about, debtor.values, values));
      continue;
    }
    // A debtor's own values are compared once, for all of its rows.
    if (told.has(first.debtor)) continue;
    told.add(first.debtor);
    const isThere = (at: number): boolean => (truth.lines[at]?.length ?? 0) > 0;
    const own = truth.rows.flatMap((other, at) => (other.debtor === debtor && isThere(at) ? [at] : []));
    found.push(...unequal({ rows: own, lines: own.flatMap((at) => truth.lines[at] ?? []) }, debtor.values, values));
  }
  for (const [line, { debtor, obligation }] of byLine) {
    if (known.has(line)) continue;
    const said = `${debtor.identification} ${obligation["obligation.id"] ?? ""} ${obligation["obligation.total_balance"] ?? ""}`;
    found.push({ kind: "extra", rows: [], lines: [line], field: null, expected: "", found: said });
  }
  return found;
}

function value(about: Pick<Difference, "rows" | "lines">, field: string, expected: string, found: string): Difference {
  return { ...about, kind: "value", field, expected, found };
}

function unequal(
  about: Pick<Difference, "rows" | "lines">,
  expected: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): Difference[] {
  const fields = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...fields].flatMap((field) =>
    expected[field] === found[field] ? [] : [value(about, field, expected[field] ?? "", found[field] ?? "")],
  );
}
