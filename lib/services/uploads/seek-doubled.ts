import { tenantDatabase } from "#lib/database/client.ts";
import { countDoubled } from "#lib/database/records/doubled.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import type { Doubled } from "#lib/domain/views/plans.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/**
 * Debtors of an upload who are still to be sent and would be twice in the CRM: the tenant says that it duplicates whom it has.
 * Null for none.
 */
export async function seekDoubled(ctx: Ctx, input: { uploadId: string }): Promise<Doubled | null> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const db = tenantDatabase(tenantId);
  const connection = await findTenantConnection(db, tenantId);
  if (connection?.repeatBehaviour !== "duplicates") return null;
  const doubled = await countDoubled(db, tenantId, input.uploadId);
  return doubled.debtors === 0 ? null : doubled;
}
