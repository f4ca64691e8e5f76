import { snapshotStates } from "#lib/domain/portfolio/snapshot-state.ts";
import type { SnapshotFigures, SnapshotGroup } from "#lib/domain/views/portfolio-view.ts";
import type { Transaction } from "../client.ts";

const nobody: SnapshotGroup = { debtors: 0, obligations: 0, balance: "0.00" };

/** Counts the debtors of a portfolio's snapshot by state. Reads all of them: for the portfolio's own page only. */
export async function readSnapshotFigures(
  db: Transaction,
  tenantId: string,
  portfolioId: string,
): Promise<SnapshotFigures> {
  const groups = await db.snapshotDebtor.groupBy({
    by: ["state"],
    where: { tenantId, portfolioId },
    _count: true,
    _sum: { obligations: true, balance: true },
  });
  const figures = new Map(
    groups.map(({ state, _count, _sum }) => [
      state,
      { debtors: _count, obligations: _sum.obligations ?? 0, balance: _sum.balance?.toFixed(2) ?? "0.00" },
    ]),
  );
  const [live, gone, closed, uncertain] = snapshotStates.map((state) => figures.get(state) ?? nobody);
  return { live: live ?? nobody, gone: gone ?? nobody, closed: closed ?? nobody, uncertain: uncertain ?? nobody };
}
