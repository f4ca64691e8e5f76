import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { insertTenant, newTenantId } from "#lib/database/tenants/tenants.ts";
import { sealToken } from "#lib/secrets/seal-token.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { refuseDuplicate } from "../refuse-duplicate.ts";
import { operationSchema, readServer, serverSchema, tenantSettings, tokenSchema } from "./tenant-input.ts";

const inputSchema = z.object({
  name: z.string().trim().min(1).max(200),
  operation: operationSchema,
  server: serverSchema,
  token: tokenSchema,
  batchSize: tenantSettings.batchSize.default(100),
  callsAtOnce: tenantSettings.callsAtOnce.default(1),
  country: tenantSettings.country.default("CO"),
  currency: tenantSettings.currency.default("COP"),
  repeatBehaviour: tenantSettings.repeatBehaviour.default("unknown"),
  obligations: tenantSettings.obligations.default("unknown"),
  timeZone: tenantSettings.timeZone.default("America/Bogota"),
  retentionDays: tenantSettings.retentionDays.default(90),
  masksDebtors: tenantSettings.masksDebtors.default(false),
});
export type CreateTenantInput = z.input<typeof inputSchema>;

/** `server` is the name as saved; `isServerRewritten` if it was an old one, which the page then mentions. */
export interface SavedTenant {
  readonly tenantId: string;
  readonly server: string;
  readonly isServerRewritten: boolean;
}

/** Creates a tenant; its token is sealed and never shown again. */
export async function createTenant(ctx: Ctx, input: CreateTenantInput): Promise<SavedTenant> {
  authoriseActor(ctx, "tenants.connect");
  const { token, server: typed, ...settings } = parseInput(inputSchema, input);
  const { server, isServerRewritten } = readServer(typed);
  const tenantId = newTenantId();
  await refuseDuplicate(() =>
    withTransaction(tenantId, async (tx) => {
      await insertTenant(tx, tenantId, { ...settings, server, ...sealToken(token, tenantId) });
      const details = { name: settings.name, operation: settings.operation, server };
      await recordAudit(tx, ctx, "tenant_created", { tenantId, details });
    }),
  );
  return { tenantId, server, isServerRewritten };
}
