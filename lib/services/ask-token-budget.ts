import { insertCall } from "#lib/database/calls.ts";
import { database } from "#lib/database/client.ts";
import { findTenantConnection } from "#lib/database/tenants.ts";
import type { ConnectionTest } from "#lib/domain/access/views.ts";
import { AppError } from "./app-error.ts";
import type { TenantId } from "./context.ts";
import { judgeTokenAnswer } from "./judge-token-answer.ts";
import { wolkvoxClientOf } from "./wolkvox-client-of.ts";

/** Asking costs one use of the token, so an answer is good for a minute; one process remembers it for its own pages only. */
const keptMs = 60_000;
/** A page waits for it. */
const timeoutMs = 8_000;

const place = Symbol.for("wolkvox-upload-portal.token-budgets");
const holder: typeof globalThis & { [place]?: Map<string, { at: number; test: Promise<ConnectionTest> }> } = globalThis;

/** Today's budget of a tenant's token, at most a minute old. */
export async function askTokenBudget(tenantId: TenantId): Promise<ConnectionTest> {
  holder[place] ??= new Map();
  const kept = holder[place].get(tenantId);
  if (kept !== undefined && Date.now() - kept.at < keptMs) return kept.test;
  const test = ask(tenantId);
  holder[place].set(tenantId, { at: Date.now(), test });
  // A fault of ours is not remembered; what the CRM refused is.
  test.catch(() => holder[place]?.delete(tenantId));
  return test;
}

async function ask(tenantId: TenantId): Promise<ConnectionTest> {
  const connection = await findTenantConnection(database(), tenantId);
  if (connection === null) throw new AppError("not_found");
  const startedAt = new Date();
  const answer = await wolkvoxClientOf(tenantId, connection, timeoutMs).tokenInformation();
  const test = judgeTokenAnswer(answer, startedAt);
  const { exchange } = answer;
  await insertCall(database(), {
    tenantId,
    uploadId: null,
    batchId: null,
    endpoint: "token_information",
    startedAt,
    durationMs: exchange.durationMs,
    httpStatus: exchange.kind === "reply" ? exchange.status : null,
    verdict: test.isConnected ? "answered" : test.reason,
    isSettling: true,
    debtors: 0,
    replyExcerpt: exchange.excerpt,
  });
  return test;
}
