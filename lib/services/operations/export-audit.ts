import { z } from "zod";
import { portalDatabase, tenantDatabase } from "#lib/database/client.ts";
import { selectAuditEntries } from "#lib/database/operations/audit-entries.ts";
import type { AuditView } from "#lib/domain/views/audit-view.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { eachWithShownNames } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { renewed } from "../sessions/current-actor.ts";
import { auditInput, auditReach, auditScope } from "./audit-scope.ts";

const inputSchema = z.object(auditInput);
export type ExportAuditInput = z.input<typeof inputSchema>;

/** Entries per query: the table is streamed. */
const sliceEntries = 1_000;

/**
 * Every entry that `listAudit` lists for the same filter, newest first, as a stream. The export is noted before it begins:
 * by an admin who names no tenant once, in no tenant; otherwise in each tenant that it reaches, whose auditors see it.
 * Before each slice session and tenants are checked again.
 */
export async function exportAudit(ctx: Ctx, input: ExportAuditInput): Promise<AsyncIterable<AuditView>> {
  const tenantIds = await authoriseTenants(ctx, "audit.read", input.tenantId);
  const asked = parseInput(inputSchema, input);
  const { tenantId, action, userId, subject, from, to } = asked;
  const details = {
    group: "audit",
    ...(action === undefined ? {} : { action }),
    ...(userId === undefined ? {} : { user: userId }),
    ...(subject === undefined ? {} : { subject }),
    ...(from === undefined ? {} : { since: from.toISOString() }),
    ...(to === undefined ? {} : { before: to.toISOString() }),
  };
  if (auditReach(ctx, tenantId, tenantIds) === null) {
    await recordAudit(portalDatabase(), ctx, "report_downloaded", { details });
  } else {
    for (const reached of tenantIds)
      await recordAudit(tenantDatabase(reached), ctx, "report_downloaded", { tenantId: reached, details });
  }
  const mayGoOn = async () => {
    const now = await renewed(ctx);
    const tenants = await authoriseTenants(now, "audit.read", tenantId);
    return { tenants, reach: auditReach(now, tenantId, tenants) };
  };
  return entriesOf(mayGoOn, asked);
}

async function* entriesOf(
  mayGoOn: () => Promise<{ readonly tenants: readonly TenantId[]; readonly reach: readonly TenantId[] | null }>,
  asked: z.output<typeof inputSchema>,
): AsyncGenerator<AuditView> {
  for (let after: string | null = null; ; ) {
    const { tenants, reach } = await mayGoOn();
    const scope = auditScope(reach, asked);
    const entries: AuditView[] = await selectAuditEntries(portalDatabase(), scope, after, sliceEntries);
    yield* await eachWithShownNames(tenants, entries, ({ tenant }) => tenant?.id ?? null);
    const last = entries.at(-1);
    if (last === undefined || entries.length < sliceEntries) return;
    after = last.id;
  }
}
