import { z } from "zod";
import { forgetBudget } from "#lib/database/calls/token-budgets.ts";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { rekeyHolds } from "#lib/database/holds/holds.ts";
import { findTenantConnection, findTenantSettings, lockTenant, updateTenant } from "#lib/database/tenants/tenants.ts";
import { endWaits } from "#lib/database/uploads/runs.ts";
import { tellTenantChanged } from "#lib/database/uploads/upload-changes.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { enqueueTenantWork } from "#lib/queue/tenant-work.ts";
import { sealToken } from "#lib/secrets/seal-token.ts";
import { authorise } from "../authorise.ts";
import { changedSettings } from "../changed-settings.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { refuseDuplicate } from "../refuse-duplicate.ts";
import type { SavedTenant } from "./create-tenant.ts";
import { operationSchema, readServer, serverSchema, tenantSettings, tokenSchema } from "./tenant-input.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  name: z.string().trim().min(1).max(200).optional(),
  operation: operationSchema.optional(),
  server: serverSchema.optional(),
  /** Omitted: the old one stays. */
  token: tokenSchema.optional(),
  batchSize: tenantSettings.batchSize.optional(),
  callsAtOnce: tenantSettings.callsAtOnce.optional(),
  country: tenantSettings.country.optional(),
  currency: tenantSettings.currency.optional(),
  repeatBehaviour: tenantSettings.repeatBehaviour.optional(),
  obligations: tenantSettings.obligations.optional(),
  timeZone: tenantSettings.timeZone.optional(),
  retentionDays: tenantSettings.retentionDays.optional(),
  masksDebtors: tenantSettings.masksDebtors.optional(),
});
export type EditTenantInput = z.input<typeof inputSchema>;

/**
 * Changes a tenant; omitted settings stay. With another token, operation or server, uploads that wait because
 * of what the old one answered go on at once. The audit entry has what changed, with what it was, never a token.
 */
export async function editTenant(ctx: Ctx, input: EditTenantInput): Promise<SavedTenant> {
  const tenantId = await authorise(ctx, "tenants.connect", input.tenantId);
  const { tenantId: _, token, server: typed, ...given } = parseInput(inputSchema, input);
  const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const named = typed === undefined ? null : readServer(typed);
  const isCalledOtherwise = token !== undefined || named !== null || given.operation !== undefined;
  const change = async (tx: Transaction): Promise<string | undefined> => {
    await lockTenant(tx, tenantId);
    // Another token, operation or server has another day's budget. Before the change, which waits for the tenant's
    // settles: one of them may wait for whoever keeps the budget.
    if (isCalledOtherwise) await forgetBudget(tx, tenantId);
    const before = await findTenantSettings(tx, tenantId);
    await updateTenant(tx, tenantId, {
      ...settings,
      ...(named === null ? {} : { server: named.server }),
      ...(token === undefined ? {} : sealToken(token, tenantId)),
    });
    if (given.country !== undefined && given.country !== before?.country) await rekeyHolds(tx, tenantId);
    const details = {
      ...changedSettings(before, { ...settings, ...(named === null ? {} : { server: named.server }) }),
      ...(token === undefined ? {} : { isTokenChanged: true }),
    };
    await recordAudit(tx, ctx, "tenant_edited", { tenantId, details });
    await tellTenantChanged(tx, tenantId);
    return (await findTenantConnection(tx, tenantId))?.server;
  };
  // Another server or operation puts a snapshot of a million debtors in doubt.
  const server = await refuseDuplicate(() => withTransaction(tenantId, change, { timeoutMs: 120_000 }));
  if (server === undefined) throw new AppError("not_found");
  if (isCalledOtherwise) await endOldWaits(tenantId);
  return { tenantId, server, isServerRewritten: named?.isServerRewritten ?? false };
}

/**
 * In a transaction of its own, against deadlocks: settling locks an upload before the tenant, but whoever
 * keeps a new budget locks the budget before the uploads.
 */
async function endOldWaits(tenantId: TenantId): Promise<void> {
  await withTransaction(tenantId, async (tx) => {
    if ((await endWaits(tx, tenantId)) > 0) await enqueueTenantWork(tx, tenantId);
  });
}
