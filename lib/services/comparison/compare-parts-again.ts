import { tenantDatabase } from "#lib/database/client.ts";
import { selectMovedParts } from "#lib/database/comparison/parts.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { TenantId } from "../context.ts";
import { compareAgain } from "./compare-again.ts";

/**
 * Compares the staged parts of a portfolio again that count other parts than they complete a set with now, because a
 * load was cancelled. Only for use cases that have authorised.
 */
export async function comparePartsAgain(tenantId: TenantId, portfolioId: string): Promise<void> {
  const moved = await selectMovedParts(askThrough(tenantDatabase(tenantId)), { tenantId, portfolioId });
  for (const uploadId of moved)
    await compareAgain(tenantId, uploadId).catch((error: unknown) => {
      // Confirmed or cancelled meanwhile: nobody is to look at it any more.
      if (!(error instanceof AppError) || error.code !== "state_moved") throw error;
    });
}
