import type { SaidOfFile } from "#components/upload/file-portfolio.ts";
import type { Work } from "#components/upload/work.ts";
import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import { identificationField } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { isTelling, maskedTitle, stemOf } from "#lib/domain/portfolio/recognition/masked-name.ts";
import { statedPartOf } from "#lib/domain/portfolio/recognition/stated-part.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";

/** Places of the file that rows are taken from, and rows at each: together as many as the server reads. */
const places = 10;
const rowsAPlace = 20;

/**
 * Identifications of up to 200 rows from all over the file, as they would be sent, so that the server can say whose
 * debtors they are. Empty if no column seems to have identifications.
 */
export async function sampleDebtors(
  client: WorkbenchClient,
  { columns, rowCount }: Work["report"],
  context: { readonly fields: readonly Field[]; readonly country: string },
  signal: AbortSignal,
): Promise<string[]> {
  const column = columns.findIndex(({ proposal }) => proposal?.field === identificationField);
  if (column === -1) return [];
  const mapping = mappingSchema.parse({
    columns: columns.map((_, index) =>
      index === column ? { state: "field", field: identificationField } : { state: "unmapped" },
    ),
  });
  const reader = compileIdentificationReader({ ...context, mapping });
  if (reader === null) return [];
  const step = Math.max(rowsAPlace, Math.floor(rowCount / places));
  const sampled = new Set<string>();
  for (let from = 0; from < rowCount && from < step * places; from += step) {
    const { rows } = await client.ask("window", { from, count: rowsAPlace, filter: { show: "all" } }, { signal });
    for (const { cells } of rows) {
      const cell = cells[column];
      const identification = cell === undefined ? null : reader.read(cell.text, cell.kind);
      if (identification !== null) sampled.add(identification);
    }
  }
  return [...sampled];
}

/** Rows above the header that may be its title, and rows below the data; more of them are an introduction. */
const outerRows = 20;

/**
 * What the file says of itself: the first title line above the header that says more than a date, masked ("" for
 * none), and the part that a line above or below its data, its sheet's name or its own name says that it is.
 */
export async function saidOfFile(
  client: WorkbenchClient,
  report: Pick<Work["report"], "rowCount" | "fileName" | "sheet" | "sheets">,
  signal: AbortSignal,
): Promise<SaidOfFile> {
  const { rows, total } = await client.ask("asideWindow", { from: 0, count: outerRows }, { signal });
  const titles = rows.flatMap(({ reason, text }) => (reason === "title" ? [text] : []));
  const footers = await footersOf(client, { first: rows, total, rowCount: report.rowCount }, signal);
  const sheet = report.sheets[report.sheet?.value ?? -1]?.name ?? "";
  return {
    title: titles.map(maskedTitle).find(isTelling) ?? "",
    stated: statedPartOf([...titles, ...footers, sheet, stemOf(report.fileName)]),
  };
}

/** Rows set aside below the last row of data; `first` are those that are known already. */
async function footersOf(
  client: WorkbenchClient,
  {
    first,
    total,
    rowCount,
  }: { first: readonly { readonly line: number; readonly text: string }[]; total: number; rowCount: number },
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (total === 0 || rowCount === 0) return [];
  const from = total - outerRows;
  const last = { from: rowCount - 1, count: 1, filter: { show: "all" } } as const;
  const [aside, window] = await Promise.all([
    from <= 0 ? { rows: first } : client.ask("asideWindow", { from, count: outerRows }, { signal }),
    client.ask("window", last, { signal }),
  ]);
  const lastLine = window.rows[0]?.line ?? 0;
  return aside.rows.flatMap(({ line, text }) => (line > lastLine ? [text] : []));
}
