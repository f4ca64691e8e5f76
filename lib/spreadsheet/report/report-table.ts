import type { Report, ReportRow } from "#lib/domain/outcome/pages.ts";
import { type CellKind, kindLetters } from "#lib/domain/table/table.ts";
import { isReasonLeftOut } from "#lib/domain/validation/leave-out.ts";
import type { ReportCell, ReportTable } from "./report-cell.ts";

/** The words of a report, in the language of whoever downloads it. */
export interface ReportWords {
  readonly line: string;
  readonly identification: string;
  readonly result: string;
  readonly evidence: string;
  readonly reason: string;
  readonly remoteText: string;
  readonly fault: string;
  resultOf(row: ReportRow): string;
  evidenceOf(row: ReportRow): string;
  /** The reason of the outcome, or the issues of a left-out row, in sentences. */
  reasonOf(row: ReportRow): string;
}

/** The original columns, and behind them what became of each row and why. */
export function reportTable(report: Report, words: ReportWords): ReportTable {
  const added = [
    words.line,
    words.identification,
    words.result,
    words.evidence,
    words.reason,
    words.remoteText,
    words.fault,
  ];
  return { headers: [...report.headers, ...added], rows: rowsOf(report, words) };
}

async function* rowsOf({ headers, rows }: Report, words: ReportWords): AsyncGenerator<readonly ReportCell[]> {
  for await (const row of rows) {
    const faults = faultsOf(row);
    yield [
      ...headers.map((_, column) => ({
        text: row.cells[column] ?? "",
        kind: kindOf(row.kinds, column),
        isAtFault: faults.has(column),
      })),
      added(String(row.line), "number"),
      added(row.identification ?? ""),
      added(words.resultOf(row)),
      added(words.evidenceOf(row)),
      added(words.reasonOf(row)),
      added(row.remoteText ?? ""),
      added(
        [...faults]
          .map((column) => headers[column] ?? "")
          .filter((header) => header !== "")
          .join(", "),
      ),
    ];
  }
}

function added(text: string, kind: CellKind = "text"): ReportCell {
  return { text, kind, isAtFault: false };
}

function faultsOf(row: ReportRow): ReadonlySet<number> {
  const columns = row.issues.filter(isReasonLeftOut).flatMap((issue) => issue.column ?? []);
  return new Set(row.faultColumn === null ? columns : [row.faultColumn, ...columns]);
}

const kinds: ReadonlyMap<string, CellKind> = new Map([
  [kindLetters.text, "text"],
  [kindLetters.number, "number"],
  [kindLetters.date, "date"],
  [kindLetters.boolean, "boolean"],
  [kindLetters.error, "error"],
]);

function kindOf(letters: string | null, column: number): CellKind {
  return kinds.get(letters?.[column] ?? "t") ?? "text";
}
