import { bearerOf } from "#lib/server/bearer-of.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { showHealth } from "#lib/services/operations/show-health.ts";

export const dynamic = "force-dynamic";

/** For whoever watches the portal: 200 while it can do its work, else 503; the figures for those who may see them. */
export async function GET(request: Request): Promise<Response> {
  // Without its database nobody is known, and that is the news.
  const ctx = await currentCtx().catch(() => null);
  const health = await showHealth(ctx, bearerOf(request.headers));
  return Response.json(health, { status: health.isHealthy ? 200 : 503, headers: { "cache-control": "no-store" } });
}
