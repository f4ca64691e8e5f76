import { z } from "zod";
import { insertCall } from "#lib/database/calls/calls.ts";
import { spendCall } from "#lib/database/calls/token-budgets.ts";
import { portalDatabase, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import { envOf } from "#lib/env.ts";
import { canOpenToken, openToken } from "#lib/secrets/seal-token.ts";
import { judgeTokenAnswer } from "#lib/sending/judge-token-answer.ts";
import { notAsked } from "#lib/sending/keep-token-budget.ts";
import { exchangeLine } from "#lib/sending/make-call.ts";
import { createWolkvoxClient } from "#lib/wolkvox/client.ts";
import { judgeAnswer } from "#lib/wolkvox/judge-answer.ts";
import { authorise, authoriseActor } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { operationSchema, readServer, serverSchema, tokenSchema } from "./tenant-input.ts";

const inputSchema = z.object({
  tenantId: z.string().optional(),
  server: serverSchema.optional(),
  operation: operationSchema.optional(),
  token: tokenSchema.optional(),
});
export type TestConnectionInput = z.input<typeof inputSchema>;

/** A person watches a test and does not wait longer than this, though a load may take longer. */
const timeoutMs = 20_000;

/**
 * Calls the CRM with a token: the tenant's saved values, overridden by the given ones; without a tenant all
 * three are needed. Writes nothing there and costs one use of the token. The saved token of a retired tenant is not used.
 */
export async function testConnection(ctx: Ctx, input: TestConnectionInput): Promise<ConnectionTest> {
  const tenantId = await authoriseTest(ctx, input.tenantId);
  const { server, operation, token } = parseInput(inputSchema, input);
  const saved = tenantId === null ? null : await findTenantConnection(tenantDatabase(tenantId), tenantId);
  if (token === undefined && saved !== null) {
    if (saved.retiredAt !== null) return notAsked("not_asked");
    if (!canOpenToken(saved)) return notAsked("key_missing");
  }
  const given = {
    server: server === undefined ? saved?.server : readServer(server).server,
    operation: operation ?? saved?.operation,
    token: token ?? (saved === null || tenantId === null ? undefined : openToken(saved, tenantId)),
  };
  const whole = parseInput(z.object({ server: z.string(), operation: z.string(), token: z.string() }), given);
  const extraHosts = envOf("WOLKVOX_EXTRA_HOSTS").WOLKVOX_EXTRA_HOSTS;
  const startedAt = new Date();
  const answer = judgeAnswer(await createWolkvoxClient({ ...whole, extraHosts, timeoutMs }).tokenInformation());
  const test = judgeTokenAnswer(answer, startedAt);
  const details = { server: whole.server, operation: whole.operation, isConnected: test.isConnected };
  if (tenantId === null) {
    await recordAudit(portalDatabase(), ctx, "connection_tested", { details });
    return test;
  }
  await withTransaction(tenantId, async (tx) => {
    await recordAudit(tx, ctx, "connection_tested", { tenantId, details });
    if (token === undefined) await spendCall(tx, tenantId);
    await insertCall(tx, {
      tenantId,
      uploadId: null,
      batchId: null,
      endpoint: "token_information",
      verdict: test.isConnected ? "answered" : test.reason,
      isSettling: true,
      debtors: 0,
      ...exchangeLine(startedAt, answer.exchange),
    });
  });
  return test;
}

async function authoriseTest(ctx: Ctx, tenantId: string | undefined): Promise<TenantId | null> {
  if (tenantId !== undefined) return authorise(ctx, "tenants.connect", tenantId);
  authoriseActor(ctx, "tenants.connect");
  return null;
}
