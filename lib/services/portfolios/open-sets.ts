import type { Transaction } from "#lib/database/client.ts";
import { type LoadOfPortfolio, selectStagedLoads } from "#lib/database/comparison/parts.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import { clashWith, openSetAfter } from "#lib/domain/portfolio/comparison/part-set.ts";
import type { PartClash, PartSetView } from "#lib/domain/views/part-set-view.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import type { TenantId } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";

/** The sets that wait for parts, by portfolio. */
export async function readOpenSets(
  db: Transaction,
  tenantId: TenantId,
  portfolioIds: readonly string[],
): Promise<ReadonlyMap<string, PartSetView>> {
  const loads = await selectStagedLoads(askThrough(db), [tenantId], portfolioIds);
  const sets = [...Map.groupBy(loads, ({ portfolioId }) => portfolioId)].flatMap(([id, those]) => {
    const set = openSetOf(those);
    return set === null ? [] : [[id, set] as const];
  });
  return new Map(await withShownNames(tenantId, sets, db));
}

/** How a staged part breaks the set that waited when it was staged; null if it does not, and for what is no part. */
export async function readPartClash(
  db: Transaction,
  tenantId: TenantId,
  { id, state, load, portfolio, retryOfId, closesOutId }: UploadView,
): Promise<PartClash | null> {
  if (state !== "staged" || load?.kind !== "part" || !portfolio) return null;
  if ((retryOfId ?? closesOutId ?? null) !== null) return null;
  const loads = await selectStagedLoads(askThrough(db), [tenantId], [portfolio.id]);
  const at = loads.findIndex(({ uploadId }) => uploadId === id);
  const set = openSetOf(loads.slice(0, Math.max(0, at)));
  const kind = clashWith(set, load);
  return set === null || kind === null ? null : withShownNames(tenantId, { kind, load, set }, db);
}

function openSetOf(loads: readonly LoadOfPortfolio[]): PartSetView | null {
  const set = openSetAfter(loads);
  if (set === null) return null;
  const parts = set.parts.map(({ partNumber, uploadId, fileName, stagedAt, isConfirmed }) => {
    return { partNumber: partNumber ?? 1, uploadId, fileName, stagedAt: stagedAt.toISOString(), isConfirmed };
  });
  return { of: set.of, parts };
}
