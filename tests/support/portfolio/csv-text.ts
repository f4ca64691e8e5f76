import type { Cell, Sheet } from "./columns.ts";

const delimiter = ";";

/** The file's text in pieces of 5,000 rows: titles, header, rows, with CR LF as a bank's system writes. */
export function* csvText(sheet: Sheet): Generator<string> {
  yield lines([...sheet.titles, sheet.headers]);
  let waiting: string[][] = [];
  for (const row of sheet.rows) {
    waiting.push(row.map(spelled));
    if (waiting.length < 5_000) continue;
    yield lines(waiting);
    waiting = [];
  }
  yield lines(waiting);
  if (sheet.footer !== undefined) yield lines(sheet.footer.map((row) => row.map(spelled)));
}

function lines(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quoted).join(delimiter)}\r\n`).join("");
}

function quoted(text: string): string {
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell as a text file has it. */
export function spelled(cell: Cell): string {
  switch (cell.is) {
    case "text":
      return cell.text;
    case "money":
      return colombian(cell.cents);
    case "date":
      return cell.iso.split("-").reverse().join("/");
    case "whole":
      return String(cell.value);
    case "blank":
      return "";
  }
}

/** 123456789 cents are "1.234.567,89". */
function colombian(cents: number): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${whole},${String(cents % 100).padStart(2, "0")}`;
}

/** Encodes the generator's text in Windows-1252: it only uses characters that Latin-1 has too. */
export function windows1252(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}
