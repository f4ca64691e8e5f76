import { centsOf } from "../cleaning/amount.ts";
import { identificationField } from "../fields/catalogue.ts";
import { documentTypeOf } from "../person/identification.ts";
import { placeOfLine } from "../table/debtor-line.ts";
import { otherHeaderOf } from "../table/other-order.ts";
import { anyWidth, widthFault } from "../table/row-width.ts";
import type { SourceRow } from "../table/table.ts";
import { compileAccepted } from "../validation/accepted.ts";
import { type Issue, issueSeverities } from "../validation/issue.ts";
import { severitiesUnder } from "../validation/leave-out.ts";
import { compileObligationRules, type Tell } from "../validation/obligation-rules.ts";
import { compileIdentificationReader } from "./compile-identification-reader.ts";
import type { CheckedRow } from "./debtor.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { planReading, type Step } from "./reading-plan.ts";
import { SlotValues } from "./slot-values.ts";
import { isBlank, kindOf, StepReader } from "./step-reader.ts";
import { compileRowWatch } from "./watch-row.ts";

/** Whether any of a group's columns is filled in this row. */
function isFilled(steps: readonly Step[], source: SourceRow): boolean {
  return steps.some((step) =>
    (step.parts ?? (step.column === null ? [] : [step.column])).some((column) => !isBlank(source.cells[column] ?? "")),
  );
}

function documentTypeIn({ column, parts, separator }: Step, { cells }: SourceRow): string {
  if (parts === null) return column === null ? "" : documentTypeOf(cells[column] ?? "");
  const filled = parts.map((part) => (cells[part] ?? "").trim()).filter((part) => part !== "");
  return documentTypeOf(filled.join(separator));
}

/**
 * Compiles a mapping into its row reader: cells in, canonical values and issues out. Deterministic and
 * without memory of earlier rows, so an edit rereads one row. Required debtor fields are judged in
 * judgeDebtor, not here.
 */
export function compileRowReader(context: DerivationContext): (row: number, source: SourceRow) => CheckedRow {
  const read = compileOwnReader(context);
  const { otherHeaders = [] } = context.mapping;
  if (otherHeaders.length === 0) return read;
  const whose = compileIdentificationReader(context);
  return (row, source) => {
    const header = otherHeaderOf(otherHeaders, source.line);
    if (header === null) return read(row, source);
    const params = { line: placeOfLine(header.line).line };
    // If the identification can still be read, the debtor's other rows are left out together with this one.
    const place = header.places === undefined || whose === null ? undefined : (header.places[whose.column] ?? -1);
    const checked = read(row, source);
    const identification =
      place === undefined
        ? checked.identification
        : (whose?.read(source.cells[place] ?? "", kindOf(source.kinds, place)) ?? null);
    // Everything wrong with these cells has one cause, so report only that. The row adds no obligation and no
    // balance (decision 36).
    const code = "row_other_order";
    const issue: Issue = { row, column: null, field: null, code, severity: issueSeverities[code], params };
    return { ...checked, identification, obligations: [], balanceCents: 0, issues: [issue] };
  };
}

/** The reader for rows under the table's own header. */
function compileOwnReader(context: DerivationContext): (row: number, source: SourceRow) => CheckedRow {
  const plan = planReading(context);
  const reader = new StepReader(severitiesUnder(context.mapping), compileAccepted(context.mapping));
  const width = context.mapping.rowWidth ?? anyWidth;
  const check = compileObligationRules(plan, context.mapping);
  // Not frozen: copying a frozen array takes a slow path in the engine, ten times the time a row may take.
  const noObligation: readonly string[] = plan.obligationKeys.keys.map(() => "");
  const identificationStep = plan.debtor.find((step) => step.slot === -1) ?? null;
  const noValues: readonly string[] = plan.debtorKeys.keys.map(() => "");

  const tell: Tell = (code, step, params) => reader.add(code, step.column, step.field, params, undefined);

  const tellWidth = ({ cells }: SourceRow): void => {
    const fault = widthFault(width, cells.length, cells.findLastIndex((cell) => !isBlank(cell)) + 1);
    if (fault === null) return;
    const expected = fault === "row_short" ? width.least : width.most;
    reader.add(fault, null, null, { cells: cells.length, expected }, undefined);
  };

  const readObligation = (steps: readonly Step[], source: SourceRow): SlotValues => {
    const slots = noObligation.slice();
    let filled: number[] | undefined;
    for (const step of steps) {
      slots[step.slot] = reader.read(step, source);
      if (reader.isFilled) filled = [...(filled ?? []), step.slot];
    }
    for (const { slot, field } of plan.required) {
      if (slots[slot] !== "") continue;
      const step = steps.find((candidate) => candidate.slot === slot);
      // An unreadable cell is not missing: it has its own error already.
      if (step === undefined || !reader.hasErrorIn(step))
        reader.add("required_missing", step?.column ?? null, field, {}, undefined);
    }
    check?.(slots, steps, tell);
    return new SlotValues(plan.obligationKeys, slots, filled);
  };

  const identificationFieldOf = context.fields.find((field) => field.id === identificationField) ?? null;
  const watch = compileRowWatch(context, reader);

  return (row, source) => {
    reader.start(row, source.line);
    if (source.cells.length < width.least || source.cells.length > width.most) tellWidth(source);
    let identification = "";
    const slots = noValues.slice();
    for (const step of plan.debtor) {
      if (step.slot === -1) identification = reader.read(step, source);
      else slots[step.slot] = reader.read(step, source);
    }
    if (identification === "") {
      if (identificationStep === null || !reader.hasErrorIn(identificationStep)) {
        const column = identificationStep?.column ?? null;
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
    watch?.(source);
    return {
      row,
      line: source.line,
      identification: identification === "" ? null : identification,
      documentType: identificationStep === null ? "" : documentTypeIn(identificationStep, source),
      debtor: new SlotValues(plan.debtorKeys, slots),
      obligations,
      balanceCents,
      issues: reader.found(),
    };
  };
}
