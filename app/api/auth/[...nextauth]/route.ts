import NextAuth from "next-auth";
import { isCallback } from "#lib/server/is-callback.ts";
import { sessionOptions } from "#lib/server/session.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** What signing in and out asks. next-auth has more, of which `session` would renew any cookie and `_log` write what anybody sends. */
const open = { GET: ["csrf", "providers"], POST: ["callback", "signout"] };

const handlerOf = (actions: readonly string[]) => async (request: Request, context: Context) => {
  const [action = ""] = (await context.params).nextauth;
  if (!actions.includes(action)) return new Response(null, { status: 404 });
  const callback = new URL(request.url).searchParams.get("callbackUrl");
  // next-auth takes nonsense here for a mistake in its settings, which is a 500.
  if (callback !== null && !isCallback(callback))
    return Response.json({ code: "invalid", params: {} }, { status: 400 });
  return NextAuth(sessionOptions())(request, context);
};

export const GET = handlerOf(open.GET);
export const POST = handlerOf(open.POST);
