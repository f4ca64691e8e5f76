import type { Field, FieldKind } from "../fields/field.ts";
import { isAnswered, readingQuestions } from "../mapping/answers/reading-question.ts";
import type { CellReading } from "../mapping/cell-reading.ts";
import type { ColumnReport } from "../mapping/columns/column-report.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** How a column's cells are read for its summary. */
export interface ReadAs {
  /** null: as texts. */
  readonly field: Field | null;
  readonly reading: CellReading;
  /** Nobody said so: it holds only if nearly all cells can be read so; otherwise they are texts. */
  readonly isGuess: boolean;
}

const asTexts: ReadAs = { field: null, reading: {}, isGuess: false };

/** A column that is not loaded has no field of the CRM, but its values may be of a kind. */
function unnamed(kind: FieldKind): Field {
  return {
    id: "",
    level: "obligation",
    apiKey: "",
    kind,
    isRequired: false,
    isCustom: true,
    dateFormat: "YYYY-MM-DD",
    allowedValues: [],
  };
}

/**
 * A loaded column is read as its field, another as the field that is proposed for it, or as what its values
 * have shown it to be. While somebody still has to say how it is read, it holds texts.
 */
export function readAs(column: ColumnReport, { columns }: Pick<Mapping, "columns">, fields: readonly Field[]): ReadAs {
  const mapped = columns[column.index];
  const fieldOf = (id: string | undefined) => fields.find((field) => field.id === id) ?? null;
  if (mapped?.state === "field") {
    const field = fieldOf(mapped.field);
    const isOpen = readingQuestions(column, field ?? undefined).some((question) => !isAnswered(question, mapped));
    return isOpen ? asTexts : { field, reading: mapped.reading, isGuess: false };
  }
  if (mapped?.state === "joined") return asTexts;
  const { proposal, dateOrder, decimalMark } = column;
  const proposed = mapped?.state === "left_out" ? null : fieldOf(proposal?.field);
  if (proposed !== null && proposal !== null) return { field: proposed, reading: proposal.reading, isGuess: true };
  if (dateOrder !== null && dateOrder.certainty !== "ambiguous")
    return { field: unnamed("date"), reading: { dateOrder: dateOrder.value }, isGuess: true };
  if (decimalMark !== null && decimalMark.certainty !== "ambiguous")
    return { field: unnamed("amount"), reading: { decimalMark: decimalMark.value }, isGuess: true };
  return { field: unnamed("number"), reading: {}, isGuess: true };
}
