import { read, utils } from "@e965/xlsx";

/** The first sheet of a workbook as another reader sees it: the texts of its rows, and its formulas. */
export function readWorkbook(bytes: Uint8Array): { readonly texts: unknown[][]; readonly formulas: string[] } {
  const book = read(bytes, { type: "array", cellFormula: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ""] ?? {};
  const texts = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: "" });
  const formulas = Object.values(sheet).flatMap((cell: unknown) =>
    typeof cell === "object" && cell !== null && "f" in cell && typeof cell.f === "string" ? [cell.f] : [],
  );
  return { texts, formulas };
}
