import { z } from "zod";
import { portalDatabase } from "#lib/database/client.ts";
import { selectAuditEntries } from "#lib/database/operations/audit-entries.ts";
import type { AuditView } from "#lib/domain/views/audit-view.ts";
import type { Page } from "#lib/domain/views/page.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { eachWithShownNames } from "../masking/masking-of.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { auditInput, auditReach, auditScope } from "./audit-scope.ts";

const inputSchema = z.object({
  ...auditInput,
  after: pageKeys.id.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListAuditInput = z.input<typeof inputSchema>;

/** The audit trail, newest first: all of it to an admin, that of their tenants to an auditor. */
export async function listAudit(ctx: Ctx, input: ListAuditInput): Promise<Page<AuditView>> {
  const tenants = await authoriseTenants(ctx, "audit.read", input.tenantId);
  const { after = null, limit, ...asked } = parseInput(inputSchema, input);
  const scope = auditScope(auditReach(ctx, asked.tenantId, tenants), asked);
  const entries = await selectAuditEntries(portalDatabase(), scope, after, limit + 1);
  const page = pageOf(entries, limit, (entry) => entry.id);
  return { ...page, items: await eachWithShownNames(tenants, page.items, ({ tenant }) => tenant?.id ?? null) };
}
