import { type SnapshotState, snapshotStates } from "#lib/domain/portfolio/snapshot-state.ts";
import type { SnapshotFigures, SnapshotGroup } from "#lib/domain/views/portfolio-view.ts";
import type { Transaction } from "../client.ts";

const nobody: SnapshotGroup = { debtors: 0, unsure: 0, obligations: 0, balance: "0.00" };

/** Counts the debtors of a portfolio's snapshot by state. Reads all of them: for the portfolio's own page only. */
export async function readSnapshotFigures(
  db: Transaction,
  tenantId: string,
  portfolioId: string,
): Promise<SnapshotFigures> {
  const groups = await db.$queryRaw<(SnapshotGroup & { state: SnapshotState })[]>`
    SELECT state::text AS state, count(*)::int AS debtors, count(*) FILTER (WHERE digest = '')::int AS unsure,
      sum(obligations)::int AS obligations, sum(balance)::numeric(22, 2)::text AS balance
    FROM "SnapshotDebtor" WHERE "tenantId" = ${tenantId}::uuid AND "portfolioId" = ${portfolioId}::uuid GROUP BY state`;
  const figures = new Map(groups.map(({ state, ...group }) => [state, group]));
  const [live, gone, closed, uncertain] = snapshotStates.map((state) => figures.get(state) ?? nobody);
  return { live: live ?? nobody, gone: gone ?? nobody, closed: closed ?? nobody, uncertain: uncertain ?? nobody };
}
