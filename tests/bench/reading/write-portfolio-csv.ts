import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { portfolioHeader, portfolioRow } from "./portfolio-rows.ts";

/**
 * Writes the portfolio as Spanish Excel saves it: `;`, UTF-8, decimal comma, grouped thousands, day first.
 */
export async function writePortfolioCsv(path: string, rowCount: number): Promise<void> {
  const out = createWriteStream(path);
  let text = `${portfolioHeader.join(";")}\r\n`;
  for (let index = 0; index < rowCount; index++) {
    text += `${portfolioCells(index, rowCount).join(";")}\r\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, "drain");
    text = "";
  }
  out.end(text);
  await once(out, "close");
}

/** The cells of a row as written in such a file. */
export function portfolioCells(index: number, rowCount: number): string[] {
  const row = portfolioRow(index, rowCount);
  return [
    ...row.texts,
    money(row.balance),
    date(row.dueDay),
    String(row.daysLate),
    row.kind,
    money(row.lastPay),
    date(row.lastPayDay),
    money(row.toPay),
    row.city,
    row.branch,
  ];
}

/** 123456789 cents are "1.234.567,89". */
function money(cents: number): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${whole},${String(cents % 100).padStart(2, "0")}`;
}

function date(day: number): string {
  const iso = new Date(day * 86_400_000).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}
