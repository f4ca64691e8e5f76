import type { DateOrder } from "../../cleaning/dates/calendar.ts";
import type { Field } from "../../fields/field.ts";
import type { CellReading } from "../cell-reading.ts";
import { turnedColumns } from "../columns/amount-order.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import { hasLongYears } from "../dates/date-evidence.ts";
import { isContradicted } from "../dates/decide-date-order.ts";
import type { Finding, ReadingEvidence } from "../finding.ts";
import { carryMapping, compareShapes } from "../headers/fingerprint.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { decidedReading } from "./reading-question.ts";
import type { RecalledMapping } from "./recalled-mapping.ts";
import { isUnitAnswered } from "./unit-of-last-time.ts";

const contradictions: ReadonlySet<string> = new Set<ReadingEvidence>(["decimal_contradictory", "date_contradictory"]);

/** Dates of what has happened: none can be in the future. */
const pastFields: ReadonlySet<string> = new Set(["obligation.last_pay_date"]);

export interface FirstMapping {
  readonly mapping: Mapping;
  readonly memory:
    | { readonly kind: "none" }
    | { readonly kind: "exact" }
    | {
        readonly kind: "near";
        readonly changed: readonly number[];
        readonly lost: readonly string[];
        /** The portfolio that remembers it, by name, if that is not the file's; null: uploads of none do. */
        readonly of?: string | null;
      };
}

/** The mapping that the page begins with: what is remembered for this shape of file, and proposals for the rest. */
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
    const turned = recalled.isOwn === true ? [] : turnedColumns(recalled.mapping, columns);
    const changed = [...new Set([...open.changed, ...today.changed, ...turned])].sort((a, b) => a - b);
    const states = today.states.map(
      (state, index): ColumnMapping => (turned.includes(index) ? { state: "unmapped" } : state),
    );
    return {
      mapping: { ...recalled.mapping, ...valuesStillKnown(recalled.mapping, known), columns: states },
      memory: changed.length === 0 ? { kind: "exact" } : { kind: "near", changed, lost: [] },
    };
  }
  const { mapping, memory } = carriedMapping(columns, known, recalled);
  const isMovedOnly = recalled.isOwn && memory.kind === "near" && memory.changed.length + memory.lost.length === 0;
  return { mapping, memory: isMovedOnly ? { kind: "exact" } : memory };
}

/** Places columns left open last time if today's proposal is certain; they count as changed. */
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
 * Checks remembered readings against today's values. What these decide wins, and the column counts as changed;
 * readings that were unknown then are filled in. If they decide nothing, an answer that is not their first
 * suggestion is asked again; in a near shape every answer is, since it may be another sender's (decisions 25 and
 * 35). "own": the cells are those that were answered for, some of them gone or typed over, so the answers win.
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
    // Contradicting dates in the earlier file prove nothing about today's.
    const { hasBothOrders: _, ...ofAnyFile } = state.reading;
    const decided = decidedReading(column, field);
    const isOwn = answersOf === "own";
    const kept = answersOf === "near" ? withoutAnswers(ofAnyFile, column) : withoutDoubted(ofAnyFile, column, field);
    const reading = isOwn ? { ...decided, ...ofAnyFile } : { ...kept, ...decided };
    const isUnitAsked = reading.amountUnit !== state.reading.amountUnit;
    const isDayCountAsked = column.dayCount !== undefined && reading.dayCount !== state.reading.dayCount;
    const isOther = (need: "decimalMark" | "dateOrder") =>
      column[need] !== null && state.reading[need] !== undefined && state.reading[need] !== reading[need];
    // Whole days are the same number under either mark.
    const isReadOtherwise = field.kind !== "days" && (isOther("decimalMark") || isOther("dateOrder"));
    if (isReadOtherwise || isUnitAsked || isDayCountAsked) changed.push(index);
    return { ...state, reading };
  });
  return { states: next, changed };
}

/** Drops all answers but "as written" where nothing asks for a unit. */
function withoutAnswers(answers: CellReading, column: ColumnReport): CellReading {
  const isUnitKept = column.amountUnit === undefined && isUnitAnswered(answers, column);
  const kept = isUnitKept ? answers : withoutUnit(answers);
  const { decimalMark: _, dateOrder: __, orderForm: ___, dayCount: ____, ...reading } = kept;
  return reading;
}

/** Drops the answers that today's values leave open and speak against. */
function withoutDoubted(answers: CellReading, column: ColumnReport, { id }: Field): CellReading {
  const kept = isUnitAnswered(answers, column) ? answers : withoutUnit(answers);
  const { decimalMark, dateOrder, orderForm, dayCount, ...reading } = kept;
  const isAhead = pastFields.has(id) && dateOrder === column.orderAhead;
  const isOrderKept = dateOrder !== undefined && !isAhead && !isOrderDoubted(dateOrder, orderForm, column);
  return {
    ...reading,
    ...(decimalMark === undefined || isDoubted(decimalMark, column.decimalMark) ? {} : { decimalMark }),
    ...(isOrderKept ? { dateOrder, ...(orderForm === undefined ? {} : { orderForm }) } : {}),
    // Without numbers to ask about, a count would turn stray ones into days unasked.
    ...(dayCount !== undefined && dayCount === column.dayCount?.value ? { dayCount } : {}),
  };
}

function withoutUnit({ amountUnit: _, namedUnit: __, ...reading }: CellReading): CellReading {
  return reading;
}

/**
 * Whether a remembered order is in doubt. It holds only for dates of the form it was known for. Orders stored
 * without a form are for separators and years of four digits.
 */
function isOrderDoubted(
  order: DateOrder,
  form: number | undefined,
  { dateOrder, orderForm = 0 }: ColumnReport,
): boolean {
  const isOtherForm = form === undefined ? !hasLongYears(orderForm) : form !== orderForm;
  return isDoubted(order, dateOrder) || (isOtherForm && dateOrder?.certainty === "ambiguous");
}

/**
 * Whether today's values speak against an answer. If they contradict each other, no earlier answer fits. The
 * year first is too rare to be reused unasked; where no date has an order, it would turn 31-jul-24 round.
 */
function isDoubted<T>(answer: T, today: Finding<T> | null): boolean {
  if (today === null) return answer === "ymd";
  if (today.certainty !== "ambiguous") return false;
  return today.value !== answer || answer === "ymd" || contradictions.has(today.evidence) || isContradicted(today);
}

/** Takes the proposals that are not doubtful, each field once; doubtful ones wait for a click. */
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

/**
 * A near shape: columns of the same name keep their mapping; renamed and added ones get a new proposal and
 * count as changed.
 */
function carriedMapping(
  columns: readonly ColumnReport[],
  known: ReadonlyMap<string, Field>,
  { mapping: old, headers, isOwn, of }: RecalledMapping<Mapping> & { kind: "near" },
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
    memory: {
      kind: "near",
      changed: [...new Set([...changed, ...today.changed])].sort((a, b) => a - b),
      lost,
      ...(of === undefined ? {} : { of }),
    },
  };
}

/** Unmaps a column if an admin has since removed its custom field. */
function stillKnown(state: ColumnMapping, known: ReadonlyMap<string, Field>): ColumnMapping {
  return "field" in state && !known.has(state.field) ? { state: "unmapped" } : state;
}

function valuesStillKnown(
  mapping: Mapping,
  known: ReadonlyMap<string, Field>,
): Pick<Mapping, "constants" | "defaults" | "separators" | "conflicts" | "leftOut" | "cures"> {
  const { cures } = mapping;
  return {
    ...(cures === undefined ? {} : { cures: { ...cures, of: cures.of.filter((entry) => known.has(entry.field)) } }),
    constants: mapping.constants.filter((entry) => known.has(entry.field)),
    defaults: mapping.defaults.filter((entry) => known.has(entry.field)),
    separators: mapping.separators.filter((entry) => known.has(entry.field)),
    conflicts: mapping.conflicts.filter((entry) => known.has(entry.field)),
    leftOut: mapping.leftOut?.filter((entry) => known.has(entry.field)),
  };
}
