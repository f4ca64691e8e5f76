import type { DateOrder } from "../../cleaning/dates/date.ts";
import type { Field } from "../../fields/field.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import { hasLongYears } from "../dates/date-evidence.ts";
import { isContradicted } from "../dates/decide-date-order.ts";
import type { Finding, ReadingEvidence } from "../finding.ts";
import { carryMapping, compareShapes } from "../headers/fingerprint.ts";
import type { CellReading, ColumnMapping, Mapping } from "../mapping.ts";
import { decidedReading, isUnitOfLastTime } from "./reading-question.ts";
import type { RecalledMapping } from "./recalled-mapping.ts";

const contradictions: ReadonlySet<string> = new Set<ReadingEvidence>(["decimal_contradictory", "date_contradictory"]);

export interface FirstMapping {
  readonly mapping: Mapping;
  readonly memory:
    | { readonly kind: "none" }
    | { readonly kind: "exact" }
    | { readonly kind: "near"; readonly changed: readonly number[]; readonly lost: readonly string[] };
}

/** What the page begins with: what is remembered of this shape of file, and the proposals for the rest. */
export function firstMapping(
  columns: readonly ColumnReport[],
  fields: readonly Field[],
  recalled: RecalledMapping<Mapping>,
): FirstMapping {
  if (recalled.kind === "none") return { mapping: proposedMapping(columns, new Set()), memory: { kind: "none" } };
  const known = new Map(fields.map((field) => [field.id, field]));
  if (recalled.kind === "exact") {
    const kept = recalled.mapping.columns.map((state) => stillKnown(state, known));
    const isPlaced = !recalled.isOwn && recalled.mapping.layout === "row_per_obligation";
    const open = isPlaced ? placedToday(kept, columns) : { states: kept, changed: [] };
    const today = readAsToday(open.states, columns, known, recalled.isOwn === true ? "own" : "same");
    const changed = [...new Set([...open.changed, ...today.changed])].sort((a, b) => a - b);
    return {
      mapping: { ...recalled.mapping, ...valuesStillKnown(recalled.mapping, known), columns: today.states },
      memory: changed.length === 0 ? { kind: "exact" } : { kind: "near", changed, lost: [] },
    };
  }
  const { mapping, memory } = carriedMapping(columns, known, recalled);
  const isMovedOnly = recalled.isOwn && memory.kind === "near" && memory.changed.length + memory.lost.length === 0;
  return { mapping, memory: isMovedOnly ? { kind: "exact" } : memory };
}

/** Nobody decided about an open column last time; where today's values place it for certain, it counts as changed. */
function placedToday(states: readonly ColumnMapping[], columns: readonly ColumnReport[]) {
  const changed: number[] = [];
  const taken = new Set(states.flatMap((state) => ("field" in state ? [state.field] : [])));
  const next = states.map((state, index): ColumnMapping => {
    const column = columns[index];
    if (state.state !== "unmapped" || column === undefined) return state;
    const placed = proposedState(column, taken);
    if (placed.state === "field") changed.push(index);
    return placed;
  });
  return { states: next, changed };
}

/**
 * Remembered readings against what today's values prove. Where they say otherwise, the values are right and the column counts as
 * changed: read the old way, days and months would be swapped without a word. What was not known then is filled in. Where today's values
 * prove nothing, an answer other than what they suggest first is asked again, as if it had never been given; of a file whose shape is
 * only near, any is: it may be another sender's. "own": of the cells that the answers were given for, some are left, and some were typed
 * over: those prove nothing.
 */
function readAsToday(
  states: readonly ColumnMapping[],
  columns: readonly ColumnReport[],
  known: ReadonlyMap<string, Field>,
  answersOf: "own" | "same" | "near",
): { states: ColumnMapping[]; changed: number[] } {
  const changed: number[] = [];
  const next = states.map((state, index): ColumnMapping => {
    const column = columns[index];
    const field = state.state === "field" ? known.get(state.field) : undefined;
    if (state.state !== "field" || column === undefined || field === undefined) return state;
    // What that file's dates contradicted each other in says nothing of today's.
    const { hasBothOrders: _, ...ofAnyFile } = state.reading;
    const decided = decidedReading(column, field);
    const isOwn = answersOf === "own";
    const kept = answersOf === "near" ? withoutAnswers(ofAnyFile, column) : withoutDoubted(ofAnyFile, column);
    const reading = isOwn ? { ...decided, ...ofAnyFile } : { ...kept, ...decided };
    const isUnitAsked = reading.amountUnit !== state.reading.amountUnit;
    const isOther = (need: "decimalMark" | "dateOrder") =>
      column[need] !== null && state.reading[need] !== undefined && state.reading[need] !== reading[need];
    // Whole days are the same number whatever the mark.
    const isReadOtherwise = field.kind !== "days" && (isOther("decimalMark") || isOther("dateOrder"));
    if (isReadOtherwise || isUnitAsked || (!isOwn && isUnitOfLastTime(column, reading))) changed.push(index);
    return { ...state, reading };
  });
  return { states: next, changed };
}

/** Without any answer, but a unit that nothing in today's file would ask about: it is shown, with where it comes from. */
function withoutAnswers(
  { decimalMark: _, dateOrder: __, orderForm: ___, dayCount: ____, amountUnit, ...reading }: CellReading,
  column: ColumnReport,
): CellReading {
  return amountUnit === undefined || column.amountUnit !== undefined ? reading : { ...reading, amountUnit };
}

/** Without the answers that today's values leave open and speak against. */
function withoutDoubted(answers: CellReading, column: ColumnReport): CellReading {
  const { decimalMark, dateOrder, orderForm, amountUnit, ...reading } = answers;
  // A header outlives the file it was made for: nothing is multiplied twice without its sums being seen.
  const isUnitKept = amountUnit !== undefined && (amountUnit === "written" || column.amountUnit === undefined);
  const isOrderKept = dateOrder !== undefined && !isOrderDoubted(dateOrder, orderForm, column);
  return {
    ...reading,
    ...(isUnitKept ? { amountUnit } : {}),
    ...(decimalMark === undefined || isDoubted(decimalMark, column.decimalMark) ? {} : { decimalMark }),
    ...(isOrderKept ? { dateOrder, ...(orderForm === undefined ? {} : { orderForm }) } : {}),
  };
}

/** An order answers for dates of the form that it was known for. Before forms were kept, years had four digits and a separator. */
function isOrderDoubted(
  order: DateOrder,
  form: number | undefined,
  { dateOrder, orderForm = 0 }: ColumnReport,
): boolean {
  const isOtherForm = form === undefined ? !hasLongYears(orderForm) : form !== orderForm;
  return isDoubted(order, dateOrder) || (isOtherForm && dateOrder?.certainty === "ambiguous");
}

/**
 * Values that contradict each other fit no answer of last time's. The year first is too rare to be taken twice, and where no date has an
 * order it would turn 31-jul-24.
 */
function isDoubted<T>(answer: T, today: Finding<T> | null): boolean {
  if (today === null) return answer === "ymd";
  if (today.certainty !== "ambiguous") return false;
  return today.value !== answer || answer === "ymd" || contradictions.has(today.evidence) || isContradicted(today);
}

/** Proposals that are sure enough are taken; doubtful ones wait for a click. No field twice. */
function proposedMapping(columns: readonly ColumnReport[], taken: Set<string>): Mapping {
  return {
    layout: "row_per_obligation",
    columns: columns.map((column) => proposedState(column, taken)),
    constants: [],
    defaults: [],
    separators: [],
    conflicts: [],
  };
}

function proposedState({ proposal }: ColumnReport, taken: Set<string>): ColumnMapping {
  if (proposal === null || proposal.reason === "doubtful" || taken.has(proposal.field)) return { state: "unmapped" };
  taken.add(proposal.field);
  return { state: "field", field: proposal.field, group: 0, reading: proposal.reading };
}

/** A near shape: columns of the same name keep what they were; what was renamed or added is proposed anew and named as changed. */
function carriedMapping(
  columns: readonly ColumnReport[],
  known: ReadonlyMap<string, Field>,
  { mapping: old, headers, isOwn }: RecalledMapping<Mapping> & { kind: "near" },
): FirstMapping {
  const headersNow = columns.map((column) => column.header);
  const change = compareShapes(headers, headersNow);
  const changed = [...change.added, ...change.renamed.map((pair) => pair.now)].sort((a, b) => a - b);
  const carried = carryMapping(headers, headersNow, old).columns.map(
    (state): ColumnMapping => stillKnown(state, known),
  );
  const taken = new Set(carried.flatMap((state) => ("field" in state ? [state.field] : [])));
  const next = columns.map(
    (column, index): ColumnMapping =>
      changed.includes(index) ? proposedState(column, taken) : (carried[index] ?? { state: "unmapped" }),
  );
  const lost = change.lost
    .filter((index) => "field" in (old.columns[index] ?? {}))
    .map((index) => headers[index] ?? "");
  const today = readAsToday(next, columns, known, isOwn === true ? "own" : "near");
  return {
    mapping: { ...old, ...valuesStillKnown(old, known), columns: today.states },
    memory: { kind: "near", changed: [...new Set([...changed, ...today.changed])].sort((a, b) => a - b), lost },
  };
}

/** A custom field that an admin has removed since is no target any more. */
function stillKnown(state: ColumnMapping, known: ReadonlyMap<string, Field>): ColumnMapping {
  return "field" in state && !known.has(state.field) ? { state: "unmapped" } : state;
}

function valuesStillKnown(
  mapping: Mapping,
  known: ReadonlyMap<string, Field>,
): Pick<Mapping, "constants" | "defaults" | "separators" | "conflicts" | "leftOut"> {
  return {
    constants: mapping.constants.filter((entry) => known.has(entry.field)),
    defaults: mapping.defaults.filter((entry) => known.has(entry.field)),
    separators: mapping.separators.filter((entry) => known.has(entry.field)),
    conflicts: mapping.conflicts.filter((entry) => known.has(entry.field)),
    leftOut: mapping.leftOut?.filter((entry) => known.has(entry.field)),
  };
}
