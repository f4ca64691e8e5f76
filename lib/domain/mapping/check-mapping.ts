import { cleanerOf } from "../cleaning/cleaner-of.ts";
import type { DateOrder } from "../cleaning/dates/calendar.ts";
import type { DecimalMark } from "../cleaning/decimal.ts";
import type { Field, FieldId } from "../fields/field.ts";
import { issueSeverities } from "../validation/issue.ts";
import { type ReadingName, readingNeeds } from "./answers/reading-question.ts";
import type { AmountUnit, DatedCells, DayCount } from "./cell-reading.ts";
import type { Finding } from "./finding.ts";
import type { ColumnMapping, Mapping } from "./mapping.ts";

/** What can be wrong with a mapping; the catalogues have a sentence for each code. */
export const mappingProblemCodes = [
  /** Two columns give the same field. */
  "field_taken_twice",
  /** A column and a constant give the same field. */
  "field_and_constant",
  /** A field that the CRM demands has neither column nor constant. */
  "required_field_missing",
  /** A repeated group lacks a field that the CRM demands and another group has. */
  "group_incomplete",
  /** The field does not exist, such as a custom one that was deleted. */
  "unknown_field",
  /** The column's amounts or dates can be read two ways and nobody has decided. */
  "reading_missing",
  /** The mapping was made for another number of columns. */
  "column_count_differs",
  /** The field does not accept a constant or a default. */
  "value_malformed",
] as const;
export type MappingProblemCode = (typeof mappingProblemCodes)[number];

export interface MappingProblem {
  readonly code: MappingProblemCode;
  readonly field: FieldId | null;
  /** The columns at fault, ascending. */
  readonly columns: readonly number[];
}

/** What is known about how columns are read; the page's reports and the profiles both have this shape. */
export interface ColumnReadings {
  readonly decimalMark: Finding<DecimalMark> | null;
  readonly dateOrder: Finding<DateOrder> | null;
  readonly datedCells: Finding<DatedCells> | null;
  readonly dayCount?: Finding<DayCount>;
  readonly amountUnit?: Finding<AmountUnit>;
}

interface Use {
  readonly column: number;
  readonly group: number;
  readonly isJoined: boolean;
}

function usesOf(mapping: Mapping): Map<FieldId, Use[]> {
  const uses = new Map<FieldId, Use[]>();
  for (const [column, mapped] of mapping.columns.entries()) {
    if (mapped.state !== "field" && mapped.state !== "joined") continue;
    const group = mapping.layout === "repeated_groups" ? mapped.group : 0;
    const list = uses.get(mapped.field);
    const use = { column, group, isJoined: mapped.state === "joined" };
    if (list === undefined) uses.set(mapped.field, [use]);
    else list.push(use);
  }
  return uses;
}

/** Columns that give the same field of one group without being parts of a joined value. */
function takenTwice(field: Field, uses: readonly Use[]): MappingProblem[] {
  const byGroup = new Map<number, Use[]>();
  for (const use of uses) {
    const group = field.level === "debtor" ? 0 : use.group;
    byGroup.set(group, [...(byGroup.get(group) ?? []), use]);
  }
  return [...byGroup.values()]
    .filter((list) => list.length > 1 && !list.every((use) => use.isJoined))
    .map((list) => ({ code: "field_taken_twice", field: field.id, columns: list.map((use) => use.column) }));
}

/**
 * Groups that have some obligation column but not this field, if another group has it. A field that no group
 * has is reported as `required_field_missing`.
 */
function incompleteGroups(
  field: Field,
  uses: ReadonlyMap<FieldId, readonly Use[]>,
  levels: ReadonlyMap<FieldId, Field>,
): MappingProblem[] {
  if (!field.isRequired || field.level !== "obligation") return [];
  const columnsOf = new Map<number, number[]>();
  for (const [id, list] of uses) {
    if (levels.get(id)?.level !== "obligation") continue;
    for (const { group, column } of list) columnsOf.set(group, [...(columnsOf.get(group) ?? []), column]);
  }
  const having = new Set((uses.get(field.id) ?? []).map((use) => use.group));
  return [...columnsOf]
    .filter(([group]) => having.size > 0 && !having.has(group))
    .map(([, columns]) => ({ code: "group_incomplete", field: field.id, columns: columns.toSorted((a, b) => a - b) }));
}

/** The readings that a column's field depends on, that its values leave open and that nobody has decided. */
function missingReadings(field: Field, mapped: ColumnMapping, readings: ColumnReadings | undefined) {
  if (mapped.state !== "field" || readings === undefined) return [];
  const isOpen = (need: ReadingName) => mapped.reading[need] === undefined && (readings[need] ?? null) !== null;
  return readingNeeds(field).filter(isOpen);
}

/** How many questions about how columns are read are still open: a column may have several. */
export function countQuestions(
  mapping: Mapping,
  fields: readonly Field[],
  readings: readonly (ColumnReadings | undefined)[],
): number {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const counts = mapping.columns.map((mapped, index) => {
    const field = mapped.state === "field" ? byId.get(mapped.field) : undefined;
    return field === undefined ? 0 : missingReadings(field, mapped, readings[index]).length;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function isMalformed(field: Field, value: string, country: string, currency?: string): boolean {
  let hasError = value.trim() === "";
  cleanerOf(
    field,
    {},
    country,
    currency,
  )(value, "text", (code) => {
    if (issueSeverities[code] === "error") hasError = true;
  });
  return hasError;
}

/**
 * The problems that keep a mapping from being used; empty if there are none. Whether a reading is missing shows only
 * in a column's values: without `readings` (on the server, which judges every cell anyway) that is not checked.
 */
export function checkMapping(
  mapping: Mapping,
  fields: readonly Field[],
  columnCount: number,
  readings: readonly (ColumnReadings | undefined)[] = [],
  country = "CO",
  currency?: string,
): readonly MappingProblem[] {
  const problems: MappingProblem[] = [];
  const byId = new Map(fields.map((field) => [field.id, field]));
  const uses = usesOf(mapping);
  if (mapping.columns.length !== columnCount) problems.push({ code: "column_count_differs", field: null, columns: [] });

  for (const [id, list] of uses) {
    const field = byId.get(id);
    const columns = list.map((use) => use.column);
    if (field === undefined) {
      problems.push({ code: "unknown_field", field: id, columns });
      continue;
    }
    problems.push(...takenTwice(field, list));
    if (mapping.constants.some((constant) => constant.field === id))
      problems.push({ code: "field_and_constant", field: id, columns });
    const open = columns.filter((column) => {
      const mapped = mapping.columns[column];
      return mapped !== undefined && missingReadings(field, mapped, readings[column]).length > 0;
    });
    if (open.length > 0) problems.push({ code: "reading_missing", field: id, columns: open });
  }
  for (const { field: id, value } of [...mapping.constants, ...mapping.defaults]) {
    const field = byId.get(id);
    if (field === undefined) problems.push({ code: "unknown_field", field: id, columns: [] });
    else if (isMalformed(field, value, country, currency))
      problems.push({ code: "value_malformed", field: id, columns: [] });
  }
  for (const field of fields) {
    problems.push(...incompleteGroups(field, uses, byId));
    if (field.isRequired && !uses.has(field.id) && !mapping.constants.some((constant) => constant.field === field.id)) {
      problems.push({ code: "required_field_missing", field: field.id, columns: [] });
    }
  }
  return problems;
}
