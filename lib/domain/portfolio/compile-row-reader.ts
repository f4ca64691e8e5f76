import { centsOf } from "../cleaning/amount.ts";
import type { Report } from "../cleaning/cleaner.ts";
import { reportErrorCell } from "../cleaning/cleaner-of.ts";
import { identificationField } from "../fields/catalogue.ts";
import type { Field } from "../fields/field.ts";
import type { CellKind, SourceRow } from "../table/table.ts";
import { type Issue, type IssueCode, issueSeverities } from "../validation/issue.ts";
import { compileObligationRules, type Tell } from "../validation/obligation-rules.ts";
import type { CheckedRow } from "./debtor.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { planReading, type Step } from "./reading-plan.ts";
import { SlotValues } from "./slot-values.ts";

const noIssues: readonly Issue[] = Object.freeze([]);

function kindOf(kinds: string | null, column: number): CellKind {
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
function isBlank(text: string): boolean {
  return (
    text.length === 0 ||
    (text.charCodeAt(0) <= 0x20 && text.trim() === "") ||
    (text.charCodeAt(0) >= 0xa0 && text.trim() === "")
  );
}

/** What every row needs while it is read, made once: the loop over a million rows allocates only what it answers. */
class RowReader {
  private row = 0;
  private step: Step | null = null;
  private issues: Issue[] | null = null;
  private readonly report: Report = (code, params, proposal) => {
    this.add(code, this.step?.column ?? null, this.step?.field ?? null, params, proposal);
  };

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
      severity: issueSeverities[code],
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

/** Whether a group of columns says anything in this row. */
function isFilled(steps: readonly Step[], source: SourceRow): boolean {
  return steps.some((step) =>
    (step.parts ?? (step.column === null ? [] : [step.column])).some((column) => !isBlank(source.cells[column] ?? "")),
  );
}

/**
 * Compiles the reader of a mapping's rows: cells in, canonical values and issues out. Deterministic and without memory of
 * earlier rows, so one edit reads one row again. Required client fields are judged on the whole client, not here.
 */
export function compileRowReader(context: DerivationContext): (row: number, source: SourceRow) => CheckedRow {
  const plan = planReading(context);
  const reader = new RowReader();
  const check = compileObligationRules(plan, context.cutOff);
  // Not frozen: copying a frozen array takes an engine's slow path, ten times a row's budget for it.
  const noObligation: readonly string[] = plan.obligationKeys.keys.map(() => "");
  const identificationStep = plan.debtor.find((step) => step.slot === -1) ?? null;
  const noValues: readonly string[] = plan.debtorKeys.keys.map(() => "");

  const tell: Tell = (code, step, params) => reader.add(code, step.column, step.field, params, undefined);

  const readObligation = (steps: readonly Step[], source: SourceRow): SlotValues => {
    const slots = noObligation.slice();
    for (const step of steps) slots[step.slot] = reader.read(step, source);
    for (const { slot, field } of plan.required) {
      if (slots[slot] !== "") continue;
      const column = steps.find((step) => step.slot === slot)?.column ?? null;
      // An unreadable cell is not missing: its own error has been said.
      if (column === null || !reader.hasErrorAt(column)) reader.add("required_missing", column, field, {}, undefined);
    }
    check?.(slots, steps, tell);
    return new SlotValues(plan.obligationKeys, slots);
  };

  const identificationFieldOf = context.fields.find((field) => field.id === identificationField) ?? null;
  return (row, source) => {
    reader.start(row);
    let identification = "";
    const slots = noValues.slice();
    for (const step of plan.debtor) {
      if (step.slot === -1) identification = reader.read(step, source);
      else slots[step.slot] = reader.read(step, source);
    }
    if (identification === "") {
      const column = identificationStep?.column ?? null;
      if (column === null || !reader.hasErrorAt(column)) {
        reader.add("identification_missing", column, identificationFieldOf, {}, undefined);
      }
    }
    const obligations: SlotValues[] = [];
    let balanceCents = 0;
    let group = 0;
    for (const steps of plan.obligations) {
      group++;
      const isLastChance = group === plan.obligations.length && obligations.length === 0;
      if (plan.isRepeated && !isLastChance && !isFilled(steps, source)) continue;
      const obligation = readObligation(steps, source);
      obligations.push(obligation);
      const balance = obligation.slots[plan.balanceSlot];
      if (balance !== undefined && balance !== "") balanceCents += centsOf(balance);
    }
    return {
      row,
      line: source.line,
      identification: identification === "" ? null : identification,
      debtor: new SlotValues(plan.debtorKeys, slots),
      obligations,
      balanceCents,
      issues: reader.found(),
    };
  };
}
