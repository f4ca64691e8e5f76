import { columns } from "./columns.ts";
import { columnNamed, type Texts } from "./day-texts.ts";
import type { Random } from "./random.ts";

export interface DisasterFiles {
  /** The right file of today, and that of the last load. */
  readonly today: Texts;
  readonly before: Texts;
  /** The file of another portfolio of the tenant. */
  readonly other: Texts;
}

const moneyHeaders = columns.flatMap(({ header }) => (/^(SLD|VLR)/.test(header) ? [columnNamed(header)] : []));
const dateHeaders = columns.flatMap(({ header }) => (/^(FEC|FECHA) /.test(header) ? [columnNamed(header)] : []));
const shiftable = ["NOMBRE CLIENTE", "CEL CLIENTE", "NRO OBLIGACIÓN", "PRODUCTO", "SLD TOTAL", "DÍAS MORA"].map(
  columnNamed,
);
const email = columnNamed("CORREO ELECTRÓNICO");
const identification = columnNamed("NRO DOCUMENTO");

/** Files that must not be loaded without a word, made of good ones. */
export const disasters: Readonly<Record<string, (files: DisasterFiles, random: Random) => Texts>> = {
  "balances a hundred times too large": ({ today }) => scaled(today, 100),
  "balances a thousandth": ({ today }) => scaled(today, 0.001),
  "day and month exchanged": ({ today }) =>
    mapped(today, dateHeaders, (text) => text.replace(/^(\d\d)\/(\d\d)/, "$2/$1")),
  "half of the file": ({ today }) => today.slice(0, Math.floor(today.length / 2)),
  "a column shifted": ({ today }, random) => {
    const from = random.pick(shiftable);
    return today.map((cells) => [...cells.slice(0, from), "", ...cells.slice(from, -1)]);
  },
  "two columns exchanged": ({ today }) => {
    const [name, address] = [columnNamed("NOMBRE CLIENTE"), columnNamed("DIRECCIÓN RESIDENCIA")];
    return today.map((cells) => cells.with(name, cells[address] ?? "").with(address, cells[name] ?? ""));
  },
  "two amounts exchanged": ({ today }) => {
    const [balance, toPay] = [columnNamed("SLD TOTAL"), columnNamed("SLD POR PAGAR")];
    return today.map((cells) => cells.with(balance, cells[toPay] ?? "").with(toPay, cells[balance] ?? ""));
  },
  "yesterday's file": ({ before }) => before,
  "yesterday's file with one name typed over": ({ before }, random) => {
    const name = columnNamed("NOMBRE CLIENTE");
    const row = random.integer(0, before.length - 1);
    return before.map((cells, index) => (index === row ? cells.with(name, "Nombre Corregido") : cells));
  },
  "another portfolio's file": ({ other }) => other,
  "30 % of the debtors gone": ({ today }, random) => {
    const people = [...new Set(today.map((cells) => cells[identification]))];
    const gone = new Set<string | undefined>();
    while (gone.size < 0.3 * people.length) gone.add(random.pick(people));
    return today.filter((cells) => !gone.has(cells[identification]));
  },
  "all e-mails empty": ({ today }) => mapped(today, [email], () => ""),
};

function mapped(texts: Texts, at: readonly number[], change: (text: string) => string): Texts {
  return texts.map((cells) => cells.map((text, column) => (at.includes(column) ? change(text) : text)));
}

/** Amounts are written "1.234.567,89". */
function scaled(texts: Texts, factor: number): Texts {
  return mapped(texts, moneyHeaders, (text) => {
    if (text === "") return text;
    const amount = Number(text.replaceAll(".", "").replace(",", ".")) * factor;
    return amount.toFixed(2).replace(".", ",");
  });
}
