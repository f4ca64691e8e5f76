import { searchHeader } from "#lib/domain/search/search-header.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";

export const dynamic = "force-dynamic";

/** What the command palette finds for the text of a header: browsers and proxies keep addresses. */
export const GET = defineRoute(async (ctx, _params, request) => {
  const text = textOf(request.headers.get(searchHeader) ?? "");
  return Response.json(await searchPortal(ctx, { text }), { headers: { "cache-control": "no-store" } });
});

/** Nothing was asked with what is not encoded as it should be. */
function textOf(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return "";
  }
}
