import type { Field, FieldId, FieldKind } from "../../fields/field.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";

/**
 * Kinds whose values can be joined from several columns; each part of an amount or date would need its own reading.
 */
const joinable = new Set<FieldKind>(["text", "identification", "telephone"]);

export function canJoin(field: Field): boolean {
  return joinable.has(field.kind);
}

/** The text between the parts, by the name that the catalogues translate. */
export const separators = { space: " ", comma: ", ", hyphen: "-", none: "" } as const;
export type SeparatorName = keyof typeof separators;

/** A field in one group: in another repeated group the same field is another value. */
interface Place {
  readonly field: FieldId;
  readonly group: number;
}

/** The columns that give one value, in their order; a single one if nothing is joined. */
export function partsOf(mapping: Mapping, { field, group }: Place): readonly number[] {
  return mapping.columns
    .flatMap((state, column) =>
      (state.state === "joined" || state.state === "field") && state.field === field && state.group === group
        ? [{ column, position: state.state === "joined" ? state.position : 0 }]
        : [],
    )
    .sort((a, b) => a.position - b.position || a.column - b.column)
    .map(({ column }) => column);
}

/**
 * Joins columns into one value, in the order given. A constant of the field is removed, because it would
 * contradict them.
 */
export function joinColumns(mapping: Mapping, parts: readonly number[], { field, group }: Place): Mapping {
  const columns = mapping.columns.map((state, index): ColumnMapping => {
    const position = parts.indexOf(index);
    if (position >= 0) return { state: "joined", field, group, position };
    const isTaken = (state.state === "joined" || state.state === "field") && state.field === field;
    return isTaken && state.group === group ? { state: "unmapped" } : state;
  });
  return settleJoins({
    ...mapping,
    columns,
    constants: mapping.constants.filter((constant) => constant.field !== field),
  });
}

/** Moves a part one place earlier (-1) or later (1) in its value. */
export function movePart(mapping: Mapping, column: number, step: -1 | 1): Mapping {
  const state = mapping.columns[column];
  if (state?.state !== "joined") return mapping;
  const parts = [...partsOf(mapping, state)];
  const at = parts.indexOf(column);
  const other = parts[at + step];
  if (other === undefined) return mapping;
  parts[at] = other;
  parts[at + step] = column;
  return joinColumns(mapping, parts, state);
}

export function separatorOf(mapping: Mapping, field: FieldId): SeparatorName | null {
  const text = mapping.separators.find((entry) => entry.field === field)?.separator ?? separators.space;
  return separatorNames.find((name) => separators[name] === text) ?? null;
}

export const separatorNames: readonly SeparatorName[] = ["space", "comma", "hyphen", "none"];

export function setSeparator(mapping: Mapping, field: FieldId, name: SeparatorName): Mapping {
  const others = mapping.separators.filter((entry) => entry.field !== field);
  return { ...mapping, separators: [...others, { field, separator: separators[name] }] };
}

/** Turns a joined part that has lost its partners into an ordinary column. */
export function settleJoins(mapping: Mapping): Mapping {
  const columns = mapping.columns.map(
    (state): ColumnMapping =>
      state.state === "joined" && partsOf(mapping, state).length < 2
        ? { state: "field", field: state.field, group: state.group, reading: {} }
        : state,
  );
  return { ...mapping, columns };
}
