import { isAllowed } from "#lib/domain/access/permission.ts";
import type { Health } from "#lib/domain/views/health.ts";
import type { Ctx } from "../context.ts";
import { isMetricsToken } from "./is-metrics-token.ts";
import { readHealth } from "./read-health.ts";

/**
 * Anybody may know whether the portal can do its work; admins and callers with METRICS_TOKEN also get the parts.
 */
export async function showHealth(ctx: Ctx | null, bearer: string | null): Promise<Pick<Health, "isHealthy"> | Health> {
  const health = await readHealth();
  const actor = ctx?.actor ?? null;
  const isAdmin = actor !== null && !actor.lacksSecondFactor && isAllowed(actor.role, "tenants.manage");
  return isAdmin || isMetricsToken(bearer) ? health : { isHealthy: health.isHealthy };
}
