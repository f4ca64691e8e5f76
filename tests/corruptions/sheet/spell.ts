import type { DraftCell } from "./draft.ts";
import type { DateStyle, Shape } from "./shape.ts";

const months = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

/** A cell's text in a text file. */
export function spell(cell: DraftCell, shape: Shape): string {
  switch (cell.is) {
    case "text":
    case "error":
      return cell.text;
    case "money":
      return spellMoney(cell.cents, shape.money);
    case "date":
      return spellDate(cell.iso, shape.dates);
    case "number":
      return spellNumber(cell.value, cell.format, shape);
    case "formula":
      return `=${cell.formula}`;
    case "blank":
      return "";
  }
}

/**
 * A number as its program shows it: zero-padded by a format of zeros, otherwise with the file's decimal mark.
 */
function spellNumber(value: number, format: string | undefined, { money }: Shape): string {
  if (format !== undefined && /^0+$/.test(format)) return String(value).padStart(format.length, "0");
  return decimalMarkOf(money) === "," ? String(value).replace(".", ",") : String(value);
}

export function decimalMarkOf(style: Shape["money"]): "," | "." {
  return style === "1,234.56" || style === "1234.56" ? "." : ",";
}

export function spellMoney(cents: number, style: Shape["money"]): string {
  const isNegative = cents < 0;
  const absolute = Math.abs(cents);
  const whole = String(Math.floor(absolute / 100));
  const fraction = String(absolute % 100).padStart(2, "0");
  const grouped = (mark: string): string => whole.replace(/\B(?=(\d{3})+$)/g, mark);
  const digits = {
    "1.234,56": `${grouped(".")},${fraction}`,
    "1234,56": `${whole},${fraction}`,
    "1,234.56": `${grouped(",")}.${fraction}`,
    "1234.56": `${whole}.${fraction}`,
    "1.234": grouped("."),
    "$ 1.234,56": `$ ${grouped(".")},${fraction}`,
  }[style];
  return isNegative ? `-${digits}` : digits;
}

export function spellDate(iso: string, style: DateStyle): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  const short = year.slice(2);
  return {
    "dd/mm/yyyy": `${day}/${month}/${year}`,
    "dd-mm-yyyy": `${day}-${month}-${year}`,
    "yyyy-mm-dd": iso,
    "mm/dd/yyyy": `${month}/${day}/${year}`,
    yyyymmdd: `${year}${month}${day}`,
    "dd-mmm-yyyy": `${day}-${months[Number(month) - 1] ?? ""}-${year}`,
    "dd/mm/yy": `${day}/${month}/${short}`,
    "yy/mm/dd": `${short}/${month}/${day}`,
    "mm/dd/yy": `${month}/${day}/${short}`,
    serial: String(serialOf(iso)),
    "iso time": `${iso}T00:00:00`,
  }[style];
}

/** Days since 1899-12-30, as Excel counts. */
export function serialOf(iso: string, is1904 = false): number {
  return Date.parse(`${iso}T00:00:00Z`) / 86_400_000 + 25_569 - (is1904 ? 1462 : 0);
}

/** The order of day, month and year: the answer of somebody who knows the file. */
export function dateOrderOf(style: DateStyle): "dmy" | "mdy" | "ymd" {
  if (style === "mm/dd/yyyy" || style === "mm/dd/yy") return "mdy";
  return ["yyyy-mm-dd", "yyyymmdd", "yy/mm/dd", "iso time"].includes(style) ? "ymd" : "dmy";
}
