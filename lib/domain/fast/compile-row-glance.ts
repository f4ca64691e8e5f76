import { centsOf } from "../cleaning/amount.ts";
import { dayNumber } from "../cleaning/dates/calendar.ts";
import { maxTextLength } from "../cleaning/text.ts";
import type { DerivationContext } from "../debtors/derivation-context.ts";
import { planReading, type Step } from "../debtors/reading-plan.ts";
import { anyWidth } from "../table/row-width.ts";
import { compileContradictions } from "../validation/obligation-rules.ts";
import { type CellGlance, type CellGlances, glancesOf } from "./cell-glance.ts";
import { type GlancedStep, RowGlance } from "./row-glance.ts";
import { compileWatchGlance } from "./watch-glance.ts";

/** A default or constant as a glance's number; NaN if there is none. */
function numberOf({ field, fallback }: Step): number {
  if (fallback === "") return Number.NaN;
  if (field.kind === "amount") return centsOf(fallback);
  if (field.kind === "date") return dayNumber(fallback);
  return field.kind === "days" ? Number(fallback) : 0;
}

/** Plain texts joined with single spaces are a plain text, unless it gets too long: so each part has a limit. */
function partOf({ text }: CellGlances, parts: number): CellGlances {
  const longest = Math.floor(maxTextLength / parts) - 1;
  const glance: CellGlance = (cells, start, end) =>
    text === null || end - start > longest ? Number.NaN : text(cells, start, end);
  return { text: glance, number: glance, date: glance };
}

/**
 * Null if the step's cells can only be judged joined: a joined field that is no text, or another separator
 * than a space.
 */
function glanced(step: Step, country: string): GlancedStep | null {
  const columns = step.parts ?? (step.column === null ? [] : [step.column]);
  const isJoined = columns.length > 1;
  if (isJoined && (step.field.kind !== "text" || step.separator !== " ")) return null;
  const mayBeBlank = step.fallbackIssues.length === 0 && (step.fallback !== "" || !step.field.isRequired);
  const glances = glancesOf(step.field, step.reading, country);
  return {
    glances: isJoined ? partOf(glances, columns.length) : glances,
    columns,
    blank: mayBeBlank ? numberOf(step) : null,
    isDebtor: step.field.level === "debtor" && step.slot !== -1,
    slot: step.slot,
  };
}

/**
 * Null if the mapping needs the full row reader: several obligations in a row, no column for the identification, a
 * required field without a column or constant, or columns joined other than as text with a space.
 */
export function compileRowGlance(context: DerivationContext): RowGlance | null {
  const plan = planReading(context);
  const [obligation] = plan.obligations;
  const identification = plan.debtor.find(({ slot }) => slot === -1)?.column ?? null;
  if (plan.isRepeated || obligation === undefined || identification === null) return null;
  const filled = new Set([...plan.debtor, ...obligation].map(({ field }) => field));
  if (context.fields.some((field) => field.isRequired && !filled.has(field))) return null;
  const steps: GlancedStep[] = [];
  for (const step of [...plan.debtor, ...obligation]) {
    const glance = glanced(step, context.country);
    if (glance === null) return null;
    steps.push(glance);
  }
  const width = context.mapping.rowWidth ?? anyWidth;
  const contradicts = compileContradictions(plan, context.mapping);
  const slots = plan.obligationKeys.keys.length;
  const { balanceSlot } = plan;
  const watch = compileWatchGlance(context.mapping);
  const { otherHeaders = [] } = context.mapping;
  return new RowGlance({ identification, steps, slots, balanceSlot, contradicts, width, otherHeaders, watch });
}
