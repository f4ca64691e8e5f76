import { bearerOf } from "#lib/server/bearer-of.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { showHealth } from "#lib/services/operations/show-health.ts";

export const dynamic = "force-dynamic";

/** For monitoring: 200 while the portal can do its work, else 503; with figures for those who may see them. */
export async function GET(request: Request): Promise<Response> {
  // Without the database no user is known, and exactly that is to be reported.
  const ctx = await currentCtx().catch(() => null);
  const health = await showHealth(ctx, bearerOf(request.headers));
  return Response.json(health, { status: health.isHealthy ? 200 : 503, headers: { "cache-control": "no-store" } });
}
