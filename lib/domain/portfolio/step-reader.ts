import type { Report } from "../cleaning/cleaner.ts";
import { reportErrorCell } from "../cleaning/cleaner-of.ts";
import type { Field } from "../fields/field.ts";
import type { CellKind, SourceRow } from "../table/table.ts";
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

/** Whether a cell says nothing. Blanks are looked for only where the first character is one. */
export function isBlank(text: string): boolean {
  return (
    text.length === 0 ||
    (text.charCodeAt(0) <= 0x20 && text.trim() === "") ||
    (text.charCodeAt(0) >= 0xa0 && text.trim() === "")
  );
}

/** What every row needs while it is read, made once: the loop over a million rows allocates only what it answers. */
export class StepReader {
  private row = 0;
  private step: Step | null = null;
  private issues: Issue[] | null = null;
  private readonly severityOf: SeverityOf;
  private readonly report: Report = (code, params, proposal) => {
    this.add(code, this.step?.column ?? null, this.step?.field ?? null, params, proposal);
  };

  constructor(severityOf: SeverityOf = (code) => issueSeverities[code]) {
    this.severityOf = severityOf;
  }

  add(
    code: IssueCode,
    column: number | null,
    field: Field | null,
    params: Issue["params"],
    proposal: string | undefined,
  ): void {
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

  start(row: number): void {
    this.row = row;
    this.issues = null;
  }

  found(): readonly Issue[] {
    return this.issues ?? noIssues;
  }

  hasErrorAt(column: number | null): boolean {
    return this.issues?.some((issue) => issue.column === column && issue.severity === "error") === true;
  }

  private fallBack(step: Step): string {
    if (step.fallbackIssues.length === 0) return step.fallback;
    for (const { code, params, proposal } of step.fallbackIssues)
      this.add(code, step.column, step.field, params, proposal);
    return step.fallback;
  }

  private join(step: Step, parts: readonly number[], source: SourceRow): string {
    let joined = "";
    for (const column of parts) {
      const part = (source.cells[column] ?? "").trim();
      if (part !== "") joined = joined === "" ? part : joined + step.separator + part;
    }
    if (joined === "") return this.fallBack(step);
    this.step = step;
    const error = parts.find((column) => kindOf(source.kinds, column) === "error");
    if (error === undefined) return step.clean(joined, "text", this.report);
    reportErrorCell(source.cells[error] ?? "", this.report);
    return "";
  }

  read(step: Step, source: SourceRow): string {
    if (step.parts !== null) return this.join(step, step.parts, source);
    if (step.column === null) return this.fallBack(step);
    const text = source.cells[step.column] ?? "";
    const kind = kindOf(source.kinds, step.column);
    this.step = step;
    if (kind === "error") {
      reportErrorCell(text, this.report);
      return "";
    }
    if (isBlank(text)) return this.fallBack(step);
    const value = step.clean(text, kind, this.report);
    return value === "" && step.fallback !== "" && !this.hasErrorAt(step.column) ? this.fallBack(step) : value;
  }
}
