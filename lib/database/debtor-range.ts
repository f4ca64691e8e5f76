import { Prisma } from "./generated/client.ts";
import { nameText, part, sql } from "./sql-text.ts";

/** Debtors by identification: those after `after` and up to `until` (absent: to the end), or a single one. */
export type DebtorRange = { readonly after: string; readonly until?: string | null } | { readonly only: string };

/** SQL: whether the debtor of this table is one of them. */
export function isInRange(range: DebtorRange, table: "d" | "s" = "d"): Prisma.Sql {
  const identification = part(sql`${nameText(table)}.identification`);
  if ("only" in range) return Prisma.sql`${identification} = ${range.only}`;
  const { after, until = null } = range;
  return Prisma.sql`${identification} > ${after} ${until === null ? Prisma.empty : Prisma.sql`AND ${identification} <= ${until}`}`;
}
