import type { Random } from "#tests/support/portfolio/random.ts";
import { columnOf, type Draft, dataLines, textCell } from "../sheet/draft.ts";
import { formats } from "../sheet/shape.ts";
import { nothing, type Operator, rowsThing, shownBy, type Thing } from "./operator.ts";
import { pickLine, pickLines, putCell, rewriteCells } from "./pick.ts";

/** Debtors that look alike, and rows of one debtor that differ. */
export const debtorOperators: readonly Operator[] = [
  twins("twins by leading zeros", "two debtors whose numbers differ by leading zeros only", (id) => [id, `00${id}`]),
  twins("twins by kind of document", "two debtors of one number, with different kinds of document", (id) => [
    `CC ${id}`,
    `CE ${id}`,
  ]),
  twins("twins by letters", "a foreigner's number with letters and a citizen's without", (id) => [
    `CE-${id}`,
    `CC ${id}`,
  ]),
  {
    name: "one debtor spelled two ways",
    what: "a debtor's number with dots on one row and without on another",
    formats,
    at: "table",
    apply(draft) {
      const column = columnOf(draft, "debtor.Identification");
      if (column === null) return null;
      for (const line of dataLines(draft).slice(0, 5)) {
        const id = line.origin === null ? undefined : draft.truth[line.origin]?.debtor.identification;
        if (id !== undefined) putCell(line.cells, column, textCell(id.replace(/\B(?=(\d{3})+$)/g, ".")));
      }
      return nothing;
    },
  },
  {
    name: "obligation of two debtors",
    what: "one obligation's number stands under two debtors",
    formats,
    at: "table",
    apply(draft, random) {
      const [one, other] = differentDebtors(draft, random);
      if (one === null || other === null) return null;
      const column = columnOf(draft, "obligation.id");
      if (column === null) return null;
      const cell = one.cells[column];
      if (cell !== undefined) putCell(other.cells, column, cell);
      return shownBy(one.origin, rowsThing([one.origin, other.origin]));
    },
  },
  {
    name: "obligation twice with another balance",
    what: "an obligation stands twice in its debtor, with two balances",
    formats,
    at: "table",
    apply(draft, random) {
      const line = pickLine(draft, random);
      const column = columnOf(draft, "obligation.total_balance");
      if (column === null) return null;
      const cells = [...line.cells];
      putCell(cells, column, { is: "money", cents: 4_242_424_00 });
      draft.lines.splice(draft.lines.indexOf(line), 0, { origin: line.origin, cells });
      return shownBy(line.origin, rowsThing([line.origin]));
    },
  },
  differing("names that differ", "a debtor's rows give two names", "debtor.Name", "PEDRO NEL OSPINA"),
  differing("telephones that differ", "a debtor's rows give two telephones", "debtor.Telephone", "3109998877"),
  differing("addresses that differ", "a debtor's rows give two addresses", "debtor.Address", "Calle 1 # 2-3"),
  {
    name: "telephones spelled freely",
    what: "telephones with country code, blanks, brackets or an extension",
    formats,
    at: "table",
    apply(draft, random) {
      const spellings = [
        (digits: string) => `+57 ${digits}`,
        (digits: string) => `(+57)${digits}`,
        (digits: string) => `57${digits}`,
        (digits: string) => `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`,
        (digits: string) => `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`,
        (digits: string) => `(${digits.slice(0, 3)}) ${digits.slice(3)}`,
        (digits: string) => `${digits} ext 12`,
        (digits: string) => `${digits} / 6014567890`,
        (digits: string) => `Cel: ${digits}`,
      ];
      const rows = rewriteCells(draft, pickLines(draft, random), "debtor.Telephone", (cell) =>
        cell.is === "text" ? random.pick(spellings)(cell.text) : null,
      );
      return rowsThing(rows, new Set(["debtor.Telephone"]));
    },
  },
  {
    name: "mails spelled freely",
    what: "several mails, blanks within, a slip of the keyboard",
    formats,
    at: "table",
    apply(draft, random) {
      const spellings = [
        (mail: string) => `${mail};otro@correo.example`,
        (mail: string) => mail.replace("@", " @"),
        (mail: string) => mail.replace("@", ""),
        (mail: string) => `${mail}.`,
        (mail: string) => `mailto:${mail}`,
        (mail: string) => `<${mail}>`,
        (mail: string) => mail.replace(".", ","),
        () => "notiene@notiene.com",
        (mail: string) => mail.toUpperCase(),
      ];
      const rows = rewriteCells(draft, pickLines(draft, random), "debtor.Email", (cell) =>
        cell.is === "text" ? random.pick(spellings)(cell.text) : null,
      );
      return rowsThing(rows, new Set(["debtor.Email"]));
    },
  },
];

/**
 * Two debtors whose numbers differ only by what `spelled` makes of one number. A foreigner's number may be
 * sent in any form that keeps the two apart.
 */
function twins(name: string, what: string, spelled: (id: string) => readonly [string, string]): Operator {
  return {
    name,
    what,
    formats,
    at: "table",
    apply(draft, random): Thing | null {
      const [one, other] = differentDebtors(draft, random);
      const column = columnOf(draft, "debtor.Identification");
      if (one === null || other === null || column === null) return null;
      const first = one.origin === null ? undefined : draft.truth[one.origin]?.debtor;
      const second = other.origin === null ? undefined : draft.truth[other.origin]?.debtor;
      if (first === undefined || second === undefined) return null;
      // Already twins of another kind: a third twin would leave one of them with nobody to be confused with.
      if (first.accepts !== undefined || second.accepts !== undefined) return null;
      const id = first.identification;
      const [left, right] = spelled(id);
      second.identification = right.startsWith("00") ? right : id;
      const foreigner = left.startsWith("CE") ? first : second;
      for (const debtor of [first, second]) debtor.accepts = (found) => found === debtor.identification;
      if (!right.startsWith("00")) foreigner.accepts = (found) => found !== id && found.endsWith(id);
      const rows = new Set<number>();
      for (const { cells, origin } of dataLines(draft)) {
        const debtor = origin === null ? undefined : draft.truth[origin]?.debtor;
        if (origin === null || (debtor !== first && debtor !== second)) continue;
        putCell(cells, column, textCell(debtor === first ? left : right));
        rows.add(origin);
      }
      // If all rows of one twin are lost, the other cannot be confused with anybody.
      return { ...rowsThing([one.origin, other.origin]), shownBy: rows };
    },
  };
}

function differing(name: string, what: string, field: string, value: string): Operator {
  return {
    name,
    what,
    formats,
    at: "table",
    apply(draft): Thing | null {
      const firstRows = new Map<unknown, number | null>();
      for (const line of dataLines(draft)) {
        const debtor = line.origin === null ? undefined : draft.truth[line.origin]?.debtor;
        const first = firstRows.get(debtor);
        if (first === undefined) firstRows.set(debtor, line.origin);
        if (first === undefined || line.origin === null) continue;
        const rows = rewriteCells(draft, [line], field, () => value);
        return shownBy(first, rowsThing(rows, new Set([field])));
      }
      return null;
    },
  };
}

function differentDebtors(
  draft: Draft,
  random: Random,
): [Draft["lines"][number] | null, Draft["lines"][number] | null] {
  const one = pickLine(draft, random);
  const debtorOf = (line: typeof one) => (line.origin === null ? undefined : draft.truth[line.origin]?.debtor);
  const others = dataLines(draft).filter((line) => debtorOf(line) !== debtorOf(one));
  return [one, others.length === 0 ? null : random.pick(others)];
}
