import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import { type CellKind, kindLetters } from "#lib/domain/table/table.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { isReasonLeftOut } from "#lib/domain/validation/leave-out.ts";
import type { Report, ReportRow } from "#lib/domain/views/report.ts";
import type { CellQuestion, ReportCell, ReportTable } from "./report-cell.ts";
import { reportReference, type Shift, unseen } from "./report-reference.ts";

/** The words of a report, in the language of the user who downloads it. */
export interface ReportWords {
  readonly line: string;
  readonly identification: string;
  readonly result: string;
  readonly evidence: string;
  readonly reason: string;
  readonly remoteText: string;
  readonly fault: string;
  readonly reference: string;
  /** The identification; "" for none. */
  personOf(row: ReportRow): string;
  /** Only digits, except for lines of the debtors' sheet. */
  lineOf(row: ReportRow): string;
  resultOf(row: ReportRow): string;
  evidenceOf(row: ReportRow): string;
  /** The reason of the outcome, or the issues of a left-out row as sentences. */
  reasonOf(row: ReportRow): string;
}

/** The columns behind the original ones, in this order; `addedHeaders` has their headers in all languages. */
export const addedColumns = [
  "line",
  "identification",
  "result",
  "evidence",
  "reason",
  "remoteText",
  "fault",
  "reference",
] as const satisfies readonly (keyof ReportWords)[];

/**
 * The original columns, followed by each row's outcome, the reason and the upload's reference. `isGuarded`:
 * the writer guards texts against being run as formulas; the reference notes it so that the guard is removed
 * when the report is read.
 */
export function reportTable(
  report: Report,
  words: ReportWords,
  { isGuarded }: { readonly isGuarded: boolean },
): ReportTable {
  const headers = [...report.headers, ...addedColumns.map((column) => words[column])];
  return { headers, rows: rowsOf(report, words, isGuarded) };
}

async function* rowsOf(
  { uploadId, headers, columns, rows }: Report,
  words: ReportWords,
  isGuarded: boolean,
): AsyncGenerator<readonly ReportCell[]> {
  for await (const row of rows) {
    const faults = faultsOf(row);
    const cells = headers.map((_, column) => ({
      text: row.cells[column] ?? "",
      kind: kindOf(row.kinds, column),
      holds: columns[column] ?? "value",
      isAtFault: faults.has(column),
      ...questionAt(row, column),
    }));
    yield [
      ...cells,
      added(words.lineOf(row), placeOfLine(row.line).isOfDebtors ? "text" : "number"),
      added(words.personOf(row)),
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
      added(reportReference(uploadId, cells, isGuarded, shiftOf(row), leftOutOf(row))),
    ];
  }
}

function leftOutOf({ group, line, identification }: ReportRow) {
  return group === "left_out" ? { line, isUnidentified: identification === null } : null;
}

const questions: ReadonlySet<IssueCode> = new Set(["correction_renumbered", "correction_zeros", "correction_date"]);

function questionAt({ issues }: ReportRow, column: number): { question?: CellQuestion } {
  const issue = issues.find((one) => one.column === column && questions.has(one.code));
  if (issue === undefined) return {};
  return { question: { loaded: issue.code === "correction_date" ? null : (issue.proposal ?? null) } };
}

function shiftOf({ issues, cells }: ReportRow): Shift | null {
  // Its cells are under the headers of other columns.
  if (issues.some(({ code }) => code === "row_other_order")) return unseen;
  const issue = issues.find(({ code }) => code === "row_short" || code === "row_long");
  if (issue === undefined) return null;
  const expected = Number(issue.params.expected);
  // The surplus cells may be blank; then the report cannot show whether they are still there.
  const behind = issue.code === "row_long" ? cells.slice(expected) : [];
  return behind.length > 0 && behind.every((cell) => cell.trim() === "")
    ? unseen
    : { cells: Number(issue.params.cells), expected };
}

function added(text: string, kind: CellKind = "text"): ReportCell {
  return { text, kind, holds: "value", isAtFault: false };
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
