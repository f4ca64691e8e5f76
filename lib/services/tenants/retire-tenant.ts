import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { lockTenant, updateRetired } from "#lib/database/tenants/tenants.ts";
import { selectLine } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";

const inputSchema = z.object({ tenantId: z.string(), isRetired: z.boolean() });
export type RetireTenantInput = z.input<typeof inputSchema>;

/**
 * Retires a tenant, or reopens it. A retired one takes no uploads, makes no calls and is offered nowhere; admins and its
 * auditors still read it, and its retention goes on. Does nothing if it is so already. `tenant_under_way {uploads}` while
 * uploads are in its line: a person lets them end or cancels them, because a run that is cut short has debtors of
 * whom somebody has to say what became of them. A read-back is cut, and goes on when the tenant is reopened.
 */
export async function retireTenant(ctx: Ctx, input: RetireTenantInput): Promise<void> {
  const tenantId = await authorise(ctx, "tenants.connect", input.tenantId);
  const { isRetired } = parseInput(inputSchema, input);
  await withTransaction(tenantId, async (tx) => {
    // Nothing is confirmed between this look at the line and the end of the transaction.
    await lockTenant(tx, tenantId);
    const line = isRetired ? await selectLine(tx, tenantId) : [];
    if (line.length > 0) throw new AppError("tenant_under_way", { uploads: line.map(({ id }) => id) });
    if (!(await updateRetired(tx, tenantId, isRetired ? new Date() : null))) return;
    await recordAudit(tx, ctx, isRetired ? "tenant_retired" : "tenant_reopened", { tenantId });
  });
}
