import type { ComparisonView } from "#lib/domain/views/comparison-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { readComparisonIfAny } from "./show-comparison.ts";

/** As `showComparison`, for pages of any upload: null for one that was not compared. */
export async function seekComparison(ctx: Ctx, input: { uploadId: string }): Promise<ComparisonView | null> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return readComparisonIfAny(tenantId, input.uploadId);
}
