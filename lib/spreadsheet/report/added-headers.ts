import { foldText } from "#lib/domain/cleaning/fold-text.ts";
import { addedColumns } from "./report-table.ts";

export type AddedColumn = (typeof addedColumns)[number];

/** Headers of the columns that reports add, in the order of `addedColumns`: Spanish, English, Portuguese. */
export const addedHeaders: readonly (readonly string[])[] = [
  [
    "Línea del archivo",
    "Identificación leída",
    "Resultado",
    "Cómo se sabe",
    "Motivo",
    "Respuesta del CRM",
    "Columna con el problema",
    "Carga",
  ],
  [
    "Line of the file",
    "Identification as read",
    "Outcome",
    "How we know",
    "Reason",
    "The CRM’s answer",
    "Column with the problem",
    "Upload",
  ],
  [
    "Linha do arquivo",
    "Identificação lida",
    "Resultado",
    "Como se sabe",
    "Motivo",
    "Resposta do CRM",
    "Coluna com o problema",
    "Carga",
  ],
];

const namesByLanguage = addedHeaders.map(
  (headers) => new Map(addedColumns.map((name, index) => [foldText(headers[index] ?? ""), name])),
);

/**
 * Finds the columns that a report added, by their headers. A bank's own column may have such a header too, so
 * a column counts only next to another added one; of two with the same name the last counts. `reference`: the
 * column of the references, null if the file has none.
 */
export function findAddedColumns(headers: readonly string[], reference: number | null): Map<AddedColumn, number> {
  const folded = headers.map(foldText);
  let best = new Map<AddedColumn, number>();
  for (const names of namesByLanguage) {
    const found = addedIn(folded, names, reference);
    if (found.size > best.size) best = found;
  }
  if (reference !== null) best.set("reference", reference);
  return best;
}

function addedIn(
  headers: readonly string[],
  names: ReadonlyMap<string, AddedColumn>,
  reference: number | null,
): Map<AddedColumn, number> {
  const nameAt = (column: number) => (column === reference ? "reference" : names.get(headers[column] ?? ""));
  const isBeside = (column: number): boolean =>
    [column - 1, column + 1].some((beside) => (nameAt(beside) ?? "reference") !== "reference");
  const found = new Map<AddedColumn, number>();
  for (let column = 0; column < headers.length; column++) {
    const name = nameAt(column);
    if (name !== undefined && name !== "reference" && isBeside(column)) found.set(name, column);
  }
  return found;
}
