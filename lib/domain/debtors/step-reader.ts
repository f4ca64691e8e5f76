import { type Absence, absenceOf, mayBeAbsent } from "../cleaning/absent-text.ts";
import type { Report } from "../cleaning/cleaner.ts";
import { reportSheetError } from "../cleaning/cleaner-of.ts";
import { isDash, tidy } from "../cleaning/tidy.ts";
import type { Field } from "../fields/field.ts";
import type { CellKind, SourceRow } from "../table/table.ts";
import { type CodeUnder, isAcceptable } from "../validation/accepted.ts";
import { type Issue, type IssueCode, issueSeverities } from "../validation/issue.ts";
import type { SeverityOf } from "../validation/leave-out.ts";
import type { Step } from "./reading-plan.ts";

const noIssues: readonly Issue[] = Object.freeze([]);

/** The kind of a cell of a SourceRow. */
export function kindOf(kinds: string | null, column: number): CellKind {
  if (kinds === null) return "text";
  switch (kinds.charCodeAt(column)) {
    case 0x6e:
      return "number";
    case 0x64:
      return "date";
    case 0x62:
      return "boolean";
    case 0x65:
      return "error";
    default:
      return "text";
  }
}

/** Whether a cell is empty or all blanks. Trims only if its first character may be a blank. */
export function isBlank(text: string): boolean {
  return (
    text.length === 0 ||
    (text.charCodeAt(0) <= 0x20 && text.trim() === "") ||
    (text.charCodeAt(0) >= 0xa0 && text.trim() === "")
  );
}

/**
 * Reads the values of one row at a time. Made once and reused: the loop over a million rows
 * allocates only its results.
 */
export class StepReader {
  private row = 0;
  private line = 0;
  private step: Step | null = null;
  private column: number | null = null;
  private issues: Issue[] | null = null;
  private hasFilled = false;
  private readonly severityOf: SeverityOf;
  private readonly codeUnder: CodeUnder;
  private readonly report: Report = (code, params, proposal) => {
    this.add(code, this.column, this.step?.field ?? null, params, proposal);
  };

  constructor(severityOf: SeverityOf = (code) => issueSeverities[code], codeUnder: CodeUnder = (code) => code) {
    this.severityOf = severityOf;
    this.codeUnder = codeUnder;
  }

  /** Adds an issue; an accepted error becomes the warning that says it was accepted. */
  add(
    found: IssueCode,
    column: number | null,
    field: Field | null,
    params: Issue["params"],
    proposal: string | undefined,
  ): void {
    const code = isAcceptable(found) ? this.codeUnder(found, this.line) : found;
    const issue: Issue = {
      row: this.row,
      column,
      field: field?.id ?? null,
      code,
      severity: this.severityOf(code, field?.id ?? null),
      params,
    };
    this.issues ??= [];
    this.issues.push(proposal === undefined ? issue : { ...issue, proposal });
  }

  start(row: number, line: number): void {
    this.row = row;
    this.line = line;
    this.issues = null;
  }

  found(): readonly Issue[] {
    return this.issues ?? noIssues;
  }

  hasErrorAt(column: number | null): boolean {
    return this.issues?.some((issue) => issue.column === column && issue.severity === "error") === true;
  }

  /** Whether any cell of the value has an error. */
  hasErrorIn({ column, parts }: Step): boolean {
    return parts === null ? this.hasErrorAt(column) : parts.some((part) => this.hasErrorAt(part));
  }

  /** Whether the value read last is the placeholder of an empty cell. */
  get isFilled(): boolean {
    return this.hasFilled;
  }

  private fallBack(step: Step): string {
    this.hasFilled = step.column !== null && step.fallback !== "";
    if (step.fallbackIssues.length > 0)
      for (const { code, params, proposal } of step.fallbackIssues)
        this.add(code, step.column, step.field, params, proposal);
    return step.fillsDebtor ? "" : step.fallback;
  }

  /** If N/A or a dash is among a list's allowed values, the cell has a value. */
  private absence(step: Step, text: string, kind: CellKind): Absence | null {
    if (kind === "error") return "error";
    if (kind !== "text" || !mayBeAbsent(text)) return null;
    const absence = absenceOf(text);
    const isDeclared = absence !== null && step.field.kind === "list" && step.clean(text, kind, silent) !== "";
    return isDeclared ? null : absence;
  }

  /**
   * Reports that a cell has no value. Accountants may write zero as a dash, so a dash among
   * amounts gets "0" as proposal.
   */
  private tellAbsence({ field }: Step, text: string, absence: Absence): void {
    if (absence === "error") reportSheetError(field, tidy(text), this.report);
    else if (field.kind === "amount" && isDash(tidy(text))) this.report("value_absent", { value: text }, "0");
    else this.report("value_absent", { value: text });
  }

  private join(step: Step, parts: readonly number[], source: SourceRow): string {
    let joined = "";
    for (const column of parts) {
      const part = (source.cells[column] ?? "").trim();
      const kind = kindOf(source.kinds, column);
      if (part === "" && kind !== "error") continue;
      const absence = this.absence(step, part, kind);
      if (absence === null) {
        joined = joined === "" ? part : joined + step.separator + part;
        continue;
      }
      this.column = column;
      this.tellAbsence(step, part, absence);
      if (this.hasErrorAt(column)) return "";
    }
    this.column = step.column;
    return joined === "" ? this.fallBack(step) : step.clean(joined, "text", this.report);
  }

  read(step: Step, source: SourceRow): string {
    this.step = step;
    this.column = step.column;
    this.hasFilled = false;
    if (step.parts !== null) return this.join(step, step.parts, source);
    if (step.column === null) return this.fallBack(step);
    const text = source.cells[step.column] ?? "";
    const kind = kindOf(source.kinds, step.column);
    if (kind !== "error" && isBlank(text)) return this.fallBack(step);
    const absence = this.absence(step, text, kind);
    if (absence !== null) {
      this.tellAbsence(step, text, absence);
      return this.hasErrorAt(step.column) ? "" : this.fallBack(step);
    }
    const value = step.clean(text, kind, this.report);
    return value === "" && step.fallback !== "" && !this.hasErrorAt(step.column) ? this.fallBack(step) : value;
  }
}

const silent: Report = () => undefined;
