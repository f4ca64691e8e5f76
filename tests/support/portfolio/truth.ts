import type { DeliberateError, PortfolioRows } from "./portfolio.ts";

/**
 * A debtor as the CRM must end up with it. Obligation keys as the API spells them; an absent key is an empty
 * cell.
 */
export interface ExpectedDebtor {
  readonly identification: string;
  readonly name: string;
  /** Null if the bank gave none. */
  readonly email: string | null;
  readonly telephone: string;
  readonly address: string;
  readonly obligations: Readonly<Record<string, string>>[];
}

export interface Truth {
  /** In the order of their first rows. */
  readonly debtors: readonly ExpectedDebtor[];
  /** Rows with a deliberate error, and the debtors that are left out because of it. */
  readonly errors: readonly {
    readonly row: number;
    readonly identification: string;
    readonly error: DeliberateError;
  }[];
  /** Sum of all total balances, in cents. */
  readonly totalCents: bigint;
}

/** The content of a portfolio, field by field, derived from its parts and not by the code under test. */
export function truthOf(portfolio: PortfolioRows): Truth {
  const debtors = new Map<string, ExpectedDebtor>();
  const errors: Truth["errors"][number][] = [];
  let totalCents = 0n;
  for (const { row, debtor: person, obligation, error } of portfolio.rows()) {
    const { identification, name, email, telephone, address } = person;
    const debtor = debtors.get(identification) ?? { identification, name, email, telephone, address, obligations: [] };
    debtors.set(identification, debtor);
    debtor.obligations.push({
      id: obligation.id,
      name: obligation.product,
      total_balance: decimal(obligation.totalCents),
      expiring_date: obligation.expiringDate,
      days_delay: String(obligation.daysDelay),
      portfolio_type: obligation.portfolioType,
      ...(obligation.lastPayCents === null ? {} : { last_pay: decimal(obligation.lastPayCents) }),
      ...(obligation.lastPayDate === null ? {} : { last_pay_date: obligation.lastPayDate }),
      balance_payment: decimal(obligation.pendingCents),
    });
    totalCents += BigInt(obligation.totalCents);
    if (error !== null) errors.push({ row, identification, error });
  }
  return { debtors: [...debtors.values()], errors, totalCents };
}

/** An amount in the API's notation: two decimals if there are cents, none otherwise. */
export function decimal(cents: number): string {
  const whole = Math.floor(cents / 100);
  return cents % 100 === 0 ? String(whole) : `${whole}.${String(cents % 100).padStart(2, "0")}`;
}
