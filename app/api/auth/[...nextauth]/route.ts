import { cookies } from "next/headers";
import NextAuth from "next-auth";
import { authLog } from "#lib/server/auth-log.ts";
import { sessionOptions } from "#lib/server/session.ts";
import { callbackCookie } from "#lib/server/session-cookie.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * What signing in and out needs. next-auth has more: its `session` would renew any cookie, and its `_log`
 * write what anybody sends.
 */
const open = { GET: ["csrf", "providers"], POST: ["callback", "signout"] };

const handlerOf = (actions: readonly string[]) => async (request: Request, context: Context) => {
  const [action = ""] = (await context.params).nextauth;
  if (!actions.includes(action)) return new Response(null, { status: 404 });
  const callback = new URL(request.url).searchParams.get("callbackUrl");
  // next-auth treats nonsense here as an error in its settings, which gives a 500.
  if (callback !== null && !isCallback(callback)) return invalid();
  const jar = await cookies();
  if (!isCallback(jar.get(callbackCookie())?.value ?? "/")) jar.delete(callbackCookie());
  try {
    return await NextAuth(sessionOptions())(request, context);
  } catch (error) {
    // next-auth answers errors of signing in by itself, so this is a body that it cannot read.
    authLog.error("unreadable", error);
    return invalid();
  }
};

/** Whether next-auth can parse a callback address: an http(s) address, or a path. */
function isCallback(text: string): boolean {
  const url = URL.parse(text, text.startsWith("/") ? "http://portal" : undefined);
  return url !== null && /^https?:$/.test(url.protocol);
}

const invalid = () => Response.json({ code: "invalid", params: {} }, { status: 400 });

export const GET = handlerOf(open.GET);
export const POST = handlerOf(open.POST);
