import { readHealth } from "#lib/services/read-health.ts";

export const dynamic = "force-dynamic";

/** For machines that watch the portal: 200 while it can do its work, else 503; the figures either way. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  return Response.json(health, { status: health.isHealthy ? 200 : 503, headers: { "cache-control": "no-store" } });
}
