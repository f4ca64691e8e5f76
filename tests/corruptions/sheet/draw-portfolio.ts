import type { Debtor } from "#tests/support/portfolio/debtor.ts";
import type { Obligation } from "#tests/support/portfolio/obligation.ts";
import { Portfolio, type PortfolioRow } from "#tests/support/portfolio/portfolio.ts";
import { type Random, randomAt } from "#tests/support/portfolio/random.ts";
import { advisers, cities, familyNames, givenNames } from "#tests/support/portfolio/vocabulary.ts";
import type { BankColumn } from "./bank.ts";
import { blank, type Draft, type DraftCell, type DraftLine, type TrueDebtor, type TrueRow, textCell } from "./draft.ts";
import type { Shape } from "./shape.ts";

/**
 * An invented portfolio in its bank's layout, and the truth about it, derived from its parts and not by the
 * code under test.
 */
export function drawPortfolio(shape: Shape, seed: number, number: number): Draft {
  const portfolio = new Portfolio({ rows: shape.rows, seed: (seed * 100_003 + number) | 0, errorShare: 0 });
  const isWhole = shape.money === "1.234";
  const given = new Set(shape.bank.columns.map(({ field }) => field));
  const debtors = new Map<string, TrueDebtor>();
  const truth: TrueRow[] = [];
  const headerLine: DraftLine = { origin: null, cells: shape.bank.columns.map(({ header }) => textCell(header)) };
  const lines: DraftLine[] = [...titleLines(shape), headerLine];
  for (const drawn of portfolio.rows()) {
    const { debtor, obligation } = isWhole ? inWholePesos(drawn) : drawn;
    const known = debtors.get(debtor.identification) ?? trueDebtor(debtor, given);
    debtors.set(debtor.identification, known);
    const random = randomAt(seed, number * 1_000 + drawn.row, 22);
    const cells = shape.bank.columns.map((column) => cellOf(column, debtor, obligation, shape, random));
    lines.push({ origin: truth.length, cells });
    truth.push({ debtor: known, obligation: trueObligation(obligation, given) });
  }
  return {
    shape,
    columns: [...shape.bank.columns],
    lines,
    headerLine,
    truth,
    merges: [],
    hiddenColumns: new Set(),
    is1904: false,
    answers: new Map(),
    dated: new Map(),
    before: [],
    after: [],
  };
}

function titleLines(shape: Shape): DraftLine[] {
  const titles = [["BANCO DEL ALTIPLANO S.A. - ASIGNACIÓN DE CARTERA"], ["Fecha de generación", "31/10/2026"], []];
  const shown = shape.titles === 3 ? titles : titles.slice(0, shape.titles);
  return shown.map((cells) => ({ origin: null, cells: cells.map(textCell) }));
}

function inWholePesos({ debtor, obligation, ...rest }: PortfolioRow): PortfolioRow {
  const whole = (cents: number): number => Math.floor(cents / 100) * 100;
  const { totalCents, pendingCents, lastPayCents, capitalCents, instalmentCents } = obligation;
  return {
    ...rest,
    debtor,
    obligation: {
      ...obligation,
      totalCents: whole(totalCents),
      pendingCents: whole(pendingCents),
      capitalCents: whole(capitalCents),
      instalmentCents: whole(instalmentCents),
      lastPayCents: lastPayCents === null ? null : whole(lastPayCents),
    },
  };
}

function emailOf(debtor: Debtor): string {
  return debtor.email ?? `cliente${debtor.identification}@correo.example`;
}

function only(given: ReadonlySet<string | null>, values: Readonly<Record<string, string | null>>) {
  const kept: Record<string, string> = {};
  for (const [field, value] of Object.entries(values)) if (given.has(field) && value !== null) kept[field] = value;
  return kept;
}

function trueDebtor(debtor: Debtor, given: ReadonlySet<string | null>): TrueDebtor {
  return {
    identification: debtor.identification,
    values: only(given, {
      "debtor.Name": debtor.name,
      "debtor.Email": emailOf(debtor),
      "debtor.Telephone": debtor.telephone,
      "debtor.Address": debtor.address,
    }),
  };
}

function trueObligation(obligation: Obligation, given: ReadonlySet<string | null>): Record<string, string> {
  return only(given, {
    "obligation.id": obligation.id,
    "obligation.name": obligation.product,
    "obligation.total_balance": decimal(obligation.totalCents),
    "obligation.expiring_date": obligation.expiringDate,
    "obligation.days_delay": String(obligation.daysDelay),
    "obligation.portfolio_type": obligation.portfolioType,
    "obligation.last_pay": obligation.lastPayCents === null ? null : decimal(obligation.lastPayCents),
    "obligation.last_pay_date": obligation.lastPayDate,
    "obligation.balance_payment": decimal(obligation.pendingCents),
  });
}

/** An amount in the API's notation: two decimals if there are cents, none otherwise. */
export function decimal(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}

function cellOf(
  { field, values }: BankColumn,
  debtor: Debtor,
  obligation: Obligation,
  shape: Shape,
  random: Random,
): DraftCell {
  switch (field) {
    case "debtor.Identification":
      return textCell(spelledIdentification(debtor.identification, shape));
    case "debtor.Name":
      return textCell(debtor.name);
    case "debtor.Email":
      return textCell(emailOf(debtor));
    case "debtor.Telephone":
      return textCell(debtor.telephone);
    case "debtor.Address":
      return textCell(debtor.address);
    case "obligation.id":
      return textCell(obligation.id);
    case "obligation.name":
      return textCell(obligation.product);
    case "obligation.portfolio_type":
      return textCell(obligation.portfolioType);
    case "obligation.total_balance":
      return { is: "money", cents: obligation.totalCents };
    case "obligation.balance_payment":
      return { is: "money", cents: obligation.pendingCents };
    case "obligation.last_pay":
      return obligation.lastPayCents === null ? blank : { is: "money", cents: obligation.lastPayCents };
    case "obligation.expiring_date":
      return { is: "date", iso: obligation.expiringDate };
    case "obligation.last_pay_date":
      return obligation.lastPayDate === null ? blank : { is: "date", iso: obligation.lastPayDate };
    case "obligation.days_delay":
      return { is: "number", value: obligation.daysDelay };
    default:
      return decoyCell(values, debtor, obligation, random);
  }
}

function spelledIdentification(digits: string, { identifications }: Shape): string {
  if (identifications === "prefixed") return `CC ${digits}`;
  return identifications === "dots" ? digits.replace(/\B(?=(\d{3})+$)/g, ".") : digits;
}

/** The value of a column that a bank adds and the CRM does not know. */
function decoyCell(values: string, debtor: Debtor, obligation: Obligation, random: Random): DraftCell {
  switch (values) {
    case "money":
      return { is: "money", cents: random.pick([obligation.capitalCents, obligation.instalmentCents]) };
    case "date":
      return { is: "date", iso: `20${random.integer(15, 25)}-0${random.integer(1, 9)}-${random.integer(10, 28)}` };
    case "days":
      return { is: "number", value: random.integer(1, 60) };
    case "percent":
      return textCell(`${random.integer(1, 30)},5%`);
    case "mobile":
      return textCell(debtor.landline);
    case "email":
      return textCell(`asesor${random.integer(1, 9)}@banco.example`);
    case "name":
      return textCell(`${random.pick(givenNames)} ${random.pick(familyNames)}`);
    case "document":
    case "code":
      return textCell(String(random.integer(20_000_000, 79_999_999)));
    case "address":
      return textCell(`Calle ${random.integer(1, 99)} # ${random.integer(1, 99)}-${random.integer(1, 99)}`);
    case "product":
      return textCell(random.pick(advisers));
    default:
      return textCell(random.pick(cities)[0]);
  }
}
