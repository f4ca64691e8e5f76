import { read, utils, type WorkBook, write } from "@e965/xlsx";
import type { Page } from "@playwright/test";

/** Downloads the report of failures in the browser. */
export async function downloadFailures(page: Page, format: "Excel (.xlsx)" | "CSV"): Promise<WorkBook> {
  await page.getByRole("button", { name: "Descargar lo que no entró" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: format }).click(),
  ]);
  return read(await streamed(await download.createReadStream()), { raw: true });
}

async function streamed(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** The rows of a workbook's first sheet as texts, header row first. */
export function rowsOf(book: WorkBook): string[][] {
  const sheet = book.Sheets[book.SheetNames[0] ?? ""] ?? {};
  return utils.sheet_to_json<string[]>(sheet, { header: 1, raw: true, defval: "" });
}

/** What a person does in a spreadsheet: changes some cells of a debtor, reverses the rows and saves. */
export function corrected(book: WorkBook, cells: readonly { of: string; column: number; text: string }[]): Buffer {
  const rows = rowsOf(book);
  for (const { of, column, text } of cells) {
    const own = rows.filter(([identification]) => identification === of);
    if (own.length === 0) throw new Error(`${of} is not in the report`);
    for (const row of own) row[column] = text;
  }
  const [head = [], ...rest] = rows;
  const sheet = utils.aoa_to_sheet([head, ...rest.reverse()]);
  return write({ SheetNames: ["Hoja1"], Sheets: { Hoja1: sheet } }, { type: "buffer", bookType: "xlsx" });
}
