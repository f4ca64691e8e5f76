import type { Field, FieldId, FieldKind } from "../../fields/field.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";

/** Kinds whose text can be put together of parts; amounts and dates would need a reading for each part. */
const joinable = new Set<FieldKind>(["text", "identification", "telephone"]);

export function canJoin(field: Field): boolean {
  return joinable.has(field.kind);
}

/** What stands between the parts, by name; the catalogues say them. */
export const separators = { space: " ", comma: ", ", hyphen: "-", none: "" } as const;
export type SeparatorName = keyof typeof separators;

/** A field of one group: the same field of another repeated group is another value. */
interface Place {
  readonly field: FieldId;
  readonly group: number;
}

/** The columns that make a value together, in their order; a single one where nothing is joined. */
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

/** Makes one value of several columns, in the order given. A constant of the field would contradict them, so it goes. */
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

/** A part whose partners have gone elsewhere is a column like any other. */
export function settleJoins(mapping: Mapping): Mapping {
  const columns = mapping.columns.map(
    (state): ColumnMapping =>
      state.state === "joined" && partsOf(mapping, state).length < 2
        ? { state: "field", field: state.field, group: state.group, reading: {} }
        : state,
  );
  return { ...mapping, columns };
}
