import { randomUUID } from "node:crypto";
import type { Load } from "#lib/domain/portfolio/load.ts";
import type { Ctx } from "#lib/services/context.ts";
import { explainDrift } from "#lib/services/portfolios/explain-drift.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { beginStaging, chunksOf, type StagingOptions } from "../factories.ts";

/** A portfolio of a tenant, with its default settings. */
export async function makePortfolioOf(tenantId: string): Promise<string> {
  const id = randomUUID();
  await ownerDatabase().portfolio.create({
    data: { id, tenantId, name: `Cartera ${id.slice(0, 8)}`, expectedDays: [] },
  });
  return id;
}

/** Stages rows as a load of a portfolio. */
export async function stageLoad(
  ctx: Ctx,
  tenantId: string,
  portfolioId: string,
  rows: readonly (readonly string[])[],
  { load = { kind: "whole" }, ...options }: StagingOptions & { readonly load?: Load } = {},
): Promise<string> {
  const uploadId = await beginStaging(ctx, tenantId, rows, options);
  const part = load.kind === "part" ? { partNumber: load.number, partCount: load.of } : {};
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { portfolioId, loadKind: load.kind, ...part } });
  for (const chunk of chunksOf(uploadId, rows, options.rowsPerChunk)) await receiveChunk(ctx, chunk);
  await finishStaging(ctx, { uploadId });
  return uploadId;
}

/** Explains what stops a load; does nothing if nothing does. */
export async function explainStops(ctx: Ctx, uploadId: string, reason = "El banco lo mandó así"): Promise<void> {
  const { isStopped } = await showDrift(ctx, { uploadId });
  if (isStopped) await explainDrift(ctx, { uploadId, reason });
}

/** Writes the snapshot of an upload's portfolio as if every debtor that it sends had been accepted. */
export async function acceptAll(uploadId: string): Promise<void> {
  await ownerDatabase().$executeRaw`
    INSERT INTO "SnapshotDebtor" ("tenantId", "portfolioId", identification, state, digest, "stableDigest", obligations, balance, payload, "uploadId", place)
    SELECT r."tenantId", u."portfolioId", r.identification, 'live', r.digest, r."stableDigest", r.obligations, r.balance, r.payload, u.id, clock_timestamp()
    FROM "Record" r JOIN "Upload" u ON u.id = r."uploadId" WHERE r."uploadId" = ${uploadId}::uuid AND r.state = 'pending'
    ON CONFLICT ("portfolioId", identification) DO UPDATE SET state = 'live', digest = excluded.digest, "stableDigest" = excluded."stableDigest",
      obligations = excluded.obligations, balance = excluded.balance, payload = excluded.payload, "uploadId" = excluded."uploadId",
      place = excluded.place, since = NULL`;
}
