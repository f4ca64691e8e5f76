import { defineRoute } from "#lib/server/define-route.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";

export const dynamic = "force-dynamic";

/** What the command palette finds for `?q=`. */
export const GET = defineRoute(async (ctx, _params, request) => {
  const text = new URL(request.url).searchParams.get("q") ?? "";
  return Response.json(await searchPortal(ctx, { text }), { headers: { "cache-control": "no-store" } });
});
