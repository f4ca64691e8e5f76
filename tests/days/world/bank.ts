import type { Random } from "#tests/support/portfolio/random.ts";
import type { Rows } from "./sheet.ts";

interface Obligation {
  product: string;
  cents: number;
  days: number;
  /** In cents; null: the bank has none. */
  quota: number | null;
}

interface Debtor {
  readonly person: number;
  email: string;
  segment: string;
  readonly obligations: Map<string, Obligation>;
}

/** About so many debtors at most are in a file of additions. */
const mostAdded = 40;

export const idOf = (person: number) => String(10_000_000 + person);

/** What one creditor has of its debtors, from one day to the next. */
export class Bank {
  readonly #name: string;
  readonly #random: Random;
  readonly #debtors = new Map<number, Debtor>();
  readonly #away = new Map<number, Debtor>();
  #next: number;
  /** Whether its days in arrears are of each day. If not, a day may change what no lookup of the CRM shows, and nothing else. */
  readonly #isAging: boolean;

  /** `from`: its first person. Banks whose people overlap share debtors. */
  constructor(name: string, random: Random, from: number, count: number) {
    this.#name = name;
    this.#random = random;
    this.#isAging = random.chance(0.5);
    this.#next = from + count;
    for (let person = from; person < this.#next; person++) this.#debtors.set(person, this.#newDebtor(person));
  }

  #newDebtor(person: number): Debtor {
    const count = this.#random.chance(0.3) ? 2 : 1;
    const obligations = new Map<string, Obligation>();
    for (let number = 1; number <= count; number++)
      obligations.set(`${this.#name}${person}-${number}`, this.#newObligation());
    return {
      person,
      email: `cliente${person}@example.com`,
      segment: this.#random.pick(["Oro", "Plata", ""]),
      obligations,
    };
  }

  #newObligation(): Obligation {
    const { integer, chance, pick } = this.#random;
    return {
      product: pick(["Tarjeta", "Libranza"]),
      cents: integer(10_000, 90_000_000),
      days: integer(1, 200),
      quota: chance(0.5) ? integer(1_000, 500_000) : null,
    };
  }

  /** A day passes at the bank. Of a few debtors only what no lookup of the CRM shows is another. */
  live(): void {
    const { chance, integer, pick } = this.#random;
    for (const [person, debtor] of this.#debtors) {
      if (chance(0.06)) {
        this.#away.set(person, debtor);
        this.#debtors.delete(person);
        continue;
      }
      if (chance(0.08)) debtor.segment = pick(["Oro", "Plata", "Bronce", ""]);
      if (chance(0.04)) debtor.email = debtor.email === "" ? `cliente${person}@example.com` : "";
      for (const [number, obligation] of debtor.obligations) {
        if (this.#isAging) obligation.days++;
        if (chance(0.15)) obligation.cents = Math.max(100, obligation.cents + integer(-20_000, 10_000));
        if (chance(0.06)) obligation.quota = integer(1_000, 500_000);
        if (debtor.obligations.size > 1 && chance(0.05)) debtor.obligations.delete(number);
      }
      if (chance(0.03)) debtor.obligations.set(`${this.#name}${person}-${integer(3, 9)}`, this.#newObligation());
    }
    for (const [person, debtor] of this.#away)
      if (chance(0.2)) {
        this.#debtors.set(person, debtor);
        this.#away.delete(person);
      }
    const come = this.#debtors.size > 20 ? integer(0, Math.ceil(this.#debtors.size * 0.08)) : 2;
    for (let one = 0; one < come; one++) {
      const person = this.#next++;
      this.#debtors.set(person, this.#newDebtor(person));
    }
  }

  /** Its file of today. */
  rows(): Rows {
    return [...this.#debtors.values()].flatMap((debtor) => this.#rowsOf(debtor, debtor.obligations));
  }

  /** A file with only a few obligations of debtors whom it has, each a new one or with another balance. */
  additions(): Rows {
    const share = Math.min(0.15, mostAdded / this.#debtors.size);
    const some = [...this.#debtors.values()].filter(() => this.#random.chance(share));
    return some.flatMap((debtor) => {
      if (debtor.obligations.size < 3 && this.#random.chance(0.5)) {
        const added = [`${this.#name}${debtor.person}-${this.#random.integer(10, 99)}`, this.#newObligation()] as const;
        debtor.obligations.set(...added);
        return this.#rowsOf(debtor, new Map([added]));
      }
      const [first] = debtor.obligations;
      if (first === undefined) return [];
      first[1].cents += 500;
      return this.#rowsOf(debtor, new Map([first]));
    });
  }

  people(): readonly number[] {
    return [...this.#debtors.keys()];
  }

  /** All who owed it nothing any more do again. */
  comeBack(): readonly number[] {
    const back = [...this.#away.keys()];
    for (const [person, debtor] of this.#away) this.#debtors.set(person, debtor);
    this.#away.clear();
    return back;
  }

  /** Who owes it nothing any more, and may come back. */
  goners(): readonly number[] {
    return [...this.#away.keys()];
  }

  #rowsOf({ person, email, segment }: Debtor, obligations: ReadonlyMap<string, Obligation>): Rows {
    return Array.from(obligations, ([number, { product, cents, days, quota }]) => [
      idOf(person),
      `Cliente ${person}`,
      email,
      `30012${String(person % 100_000).padStart(5, "0")}`,
      segment,
      number,
      product,
      written(cents),
      String(days),
      quota === null ? "" : written(quota),
    ]);
  }
}

function written(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, "0")}`;
}
