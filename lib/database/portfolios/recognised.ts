import { z } from "zod";
import type { Transaction } from "../client.ts";

/** What a file shows of its portfolio; `fileName` and `title` are masked, and "" if they tell nothing. */
export interface FileSigns {
  readonly fingerprint: string;
  readonly fileName: string;
  readonly title: string;
  /** Identifications of some of its debtors. */
  readonly sampled: readonly string[];
}

const matchSchema = z.object({
  id: z.string(),
  name: z.string(),
  defaults: z.record(z.string(), z.string()),
  isSameShape: z.boolean(),
  isSameName: z.boolean(),
  isSameTitle: z.boolean(),
  /** How many of the sampled debtors its snapshot has, and whether it has any debtor. */
  known: z.number(),
  hasSnapshot: z.boolean(),
});
export type PortfolioMatch = z.infer<typeof matchSchema>;

/** The tenant's portfolios that are not at rest, by name, with what each has in common with a file. */
export async function matchPortfolios(
  db: Transaction,
  tenantId: string,
  { fingerprint, fileName, title, sampled }: FileSigns,
): Promise<PortfolioMatch[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT p.id, p.name, p.defaults,
      coalesce(bool_or(s.fingerprint = ${fingerprint}), false) AS "isSameShape",
      coalesce(bool_or(${fileName} <> '' AND s."fileName" = ${fileName}), false) AS "isSameName",
      coalesce(bool_or(${title} <> '' AND s.title = ${title}), false) AS "isSameTitle",
      coalesce(max(k.known), 0)::int AS known,
      EXISTS (SELECT FROM "SnapshotDebtor" d WHERE d."tenantId" = p."tenantId" AND d."portfolioId" = p.id) AS "hasSnapshot"
    FROM "Portfolio" p
    LEFT JOIN "PortfolioShape" s ON s."tenantId" = p."tenantId" AND s."portfolioId" = p.id
    LEFT JOIN (
      SELECT "portfolioId", count(*) AS known FROM "SnapshotDebtor"
      WHERE "tenantId" = ${tenantId}::uuid AND identification = ANY(${[...sampled]}::text[]) GROUP BY "portfolioId"
    ) AS k ON k."portfolioId" = p.id
    WHERE p."tenantId" = ${tenantId}::uuid AND p."restingSince" IS NULL
    GROUP BY p.id ORDER BY p.name, p.id`;
  return z.array(matchSchema).parse(rows);
}
