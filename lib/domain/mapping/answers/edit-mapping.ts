import type { Field, FieldId } from "../../fields/field.ts";
import type { CellReading } from "../cell-reading.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { settleJoins } from "./joined-columns.ts";
import { decidedReading } from "./reading-question.ts";

const unmapped: ColumnMapping = { state: "unmapped" };

/** The field that a column is mapped to, or null. */
export function fieldOfColumn(mapping: Mapping, column: number): FieldId | null {
  const state = mapping.columns[column];
  return state?.state === "field" || state?.state === "joined" ? state.field : null;
}

/** The first column mapped to a field in a group, or null. */
export function columnOfField(mapping: Mapping, field: FieldId, group = 0): number | null {
  const index = mapping.columns.findIndex(
    (state) => (state.state === "field" || state.state === "joined") && state.field === field && state.group === group,
  );
  return index === -1 ? null : index;
}

/**
 * Maps a column to a field. A field has one column per group: another one that had it becomes `unmapped`, and
 * shows so. A constant of the field is removed, because it would contradict the column.
 */
export function assignField(
  mapping: Mapping,
  column: ColumnReport,
  field: Field,
  reading?: CellReading,
  group = 0,
): Mapping {
  const columns = mapping.columns.map((state, index): ColumnMapping => {
    if (index === column.index) {
      return { state: "field", field: field.id, group, reading: reading ?? decidedReading(column, field) };
    }
    const isTaken = (state.state === "field" || state.state === "joined") && state.field === field.id;
    return isTaken && state.group === group ? unmapped : state;
  });
  return settleJoins({
    ...mapping,
    columns,
    constants: mapping.constants.filter((constant) => constant.field !== field.id),
  });
}

export function leaveOut(mapping: Mapping, column: number): Mapping {
  return withColumn(mapping, column, { state: "left_out" });
}

/** Sets every column that is still open to `left_out`: none of them is loaded. */
export function leaveOutOpen(mapping: Mapping): Mapping {
  const columns = mapping.columns.map(
    (state): ColumnMapping => (state.state === "unmapped" ? { state: "left_out" } : state),
  );
  return { ...mapping, columns };
}

export function setReading(mapping: Mapping, column: number, reading: CellReading): Mapping {
  const state = mapping.columns[column];
  return state?.state === "field"
    ? withColumn(mapping, column, { ...state, reading: { ...state.reading, ...reading } })
    : mapping;
}

/**
 * Moves a column to another obligation of its row (`group`). A column that gave the same field there becomes
 * `unmapped`.
 */
export function moveToGroup(mapping: Mapping, column: number, group: number): Mapping {
  const moved = mapping.columns[column];
  if (moved?.state !== "field" && moved?.state !== "joined") return mapping;
  const columns = mapping.columns.map((state, index): ColumnMapping => {
    if (index === column)
      return { state: "field", field: moved.field, group, reading: "reading" in moved ? moved.reading : {} };
    const isTaken = (state.state === "field" || state.state === "joined") && state.field === moved.field;
    return isTaken && state.group === group ? unmapped : state;
  });
  return settleJoins({ ...mapping, columns });
}

/** Sets a field's value for every row; "" removes it. */
export function setConstant(mapping: Mapping, field: FieldId, value: string): Mapping {
  return { ...mapping, constants: withValue(mapping.constants, field, value) };
}

/** Sets the value for a field's empty cells; "" removes it. */
export function setDefault(mapping: Mapping, field: FieldId, value: string): Mapping {
  return { ...mapping, defaults: withValue(mapping.defaults, field, value) };
}

/** Whether a field's empty cells keep what an earlier load brought; by default they do. */
export function setKeeping(mapping: Mapping, field: FieldId, isKept: boolean): Mapping {
  const others = (mapping.emptied ?? []).filter((id) => id !== field);
  return { ...mapping, emptied: isKept ? others : [...others, field] };
}

function withColumn(mapping: Mapping, column: number, next: ColumnMapping): Mapping {
  return settleJoins({ ...mapping, columns: mapping.columns.map((state, index) => (index === column ? next : state)) });
}

function withValue(list: Mapping["constants"], field: FieldId, value: string): Mapping["constants"] {
  const others = list.filter((entry) => entry.field !== field);
  return value === "" ? others : [...others, { field, value }];
}
