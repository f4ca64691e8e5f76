import { averageCallMs } from "#lib/database/calls/calls.ts";
import { findSlowdown } from "#lib/database/calls/server-pace.ts";
import { portalDatabase, tenantDatabase } from "#lib/database/client.ts";
import { countHeldBatches } from "#lib/database/holds/held-of-upload.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import { countDoubtsElsewhere } from "#lib/database/uploads/doubts-elsewhere.ts";
import { findPlaceInLine } from "#lib/database/uploads/lost-ground.ts";
import { countSentLately } from "#lib/database/uploads/sent-lately.ts";
import type { UploadPlan } from "#lib/domain/views/plans.ts";
import { paceLimits } from "#lib/sending/gate.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";
import { askTokenBudget } from "../tenants/ask-token-budget.ts";
import { readUpload } from "./show-upload.ts";

/** Assumed duration of a call while a tenant has made none. */
const assumedCallMs = 2_000;

/**
 * What confirming would do: calls against today's budget, how long it takes, which uploads go first. For batches of
 * nobody but held debtors no call is made. Sends no debtor.
 */
export async function planUpload(ctx: Ctx, input: { uploadId: string }): Promise<UploadPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const upload = await readUpload(tenantDatabase(tenantId), tenantId, input.uploadId);
  const { minIntervalMs } = paceLimits();
  // Of a portfolio nearly all were sent yesterday, as its comparison says; a retry's were by what it retries.
  const isAlone =
    upload.state === "staged" && (upload.retryOfId ?? null) === null && (upload.portfolio ?? null) === null;
  const [budget, callMs, connection, line, slowdown, sentLately, doubtsElsewhere, heldBatches] = await Promise.all([
    askTokenBudget(tenantId, ctx),
    averageCallMs(tenantDatabase(tenantId), tenantId),
    findTenantConnection(tenantDatabase(tenantId), tenantId),
    findPlaceInLine(tenantDatabase(tenantId), tenantId, input.uploadId),
    findSlowdown(portalDatabase(), upload.tenant.server, minIntervalMs),
    isAlone ? countSentLately(tenantDatabase(tenantId), tenantId, input.uploadId) : null,
    upload.state === "staged" ? countDoubtsElsewhere(tenantDatabase(tenantId), tenantId, input.uploadId) : null,
    countHeldBatches(tenantDatabase(tenantId), tenantId, input.uploadId),
  ]);
  const batches = upload.batchCount - heldBatches;
  const calls = batches - upload.batchesDone;
  const rounds = Math.ceil(calls / (connection?.callsAtOnce ?? 1));
  // Calls take their time, and the server gets no more than one each interval.
  const intervalMs = slowdown?.intervalMs ?? minIntervalMs;
  const expectedMs = Math.max(rounds * (callMs ?? assumedCallMs), calls * intervalMs);
  return withShownNames(tenantId, {
    batches,
    calls,
    budget: budget.isConnected ? budget.budget : null,
    budgetProblem: budget.isConnected ? null : budget.reason,
    // Batches of held debtors take no call, and still wait for the token where it has none left.
    isWithinBudget: budget.isConnected ? calls + Math.min(heldBatches, 1) <= budget.budget.available : null,
    expectedSeconds: Math.ceil(expectedMs / 1_000),
    line,
    ...(sentLately === null ? {} : { sentLately }),
    ...(doubtsElsewhere === null ? {} : { doubtsElsewhere }),
  });
}
