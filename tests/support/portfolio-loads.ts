import { newId } from "#lib/database/new-id.ts";
import type { Ctx } from "#lib/services/context.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { beginStaging, chunksOf } from "./factories.ts";

type Rows = readonly (readonly string[])[];

export interface Loads {
  readonly portfolioId: string;
  /** Stages a load of the portfolio; a whole one if nothing else is said. */
  stage(rows: Rows, kind?: "whole" | "additions"): Promise<string>;
  confirm(uploadId: string): Promise<void>;
}

/** A portfolio of the tenant, and its loads. */
export async function makeLoads(
  ctx: Ctx,
  tenantId: string,
  thresholds: Readonly<Record<string, number>> = {},
): Promise<Loads> {
  const portfolioId = newId();
  await ownerDatabase().portfolio.create({ data: { id: portfolioId, tenantId, name: portfolioId, thresholds } });
  return {
    portfolioId,
    stage: async (rows, loadKind = "whole") => {
      const uploadId = await beginStaging(ctx, tenantId, rows);
      await ownerDatabase().upload.update({ where: { id: uploadId }, data: { portfolioId, loadKind } });
      for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(ctx, chunk);
      await finishStaging(ctx, { uploadId });
      return uploadId;
    },
    confirm: async (uploadId) => void (await confirmUpload(ctx, { uploadId })),
  };
}
