import { cookies } from "next/headers";
import NextAuth from "next-auth";
import { authLog } from "#lib/server/auth-log.ts";
import { providerRefused } from "#lib/server/provider-paths.ts";
import { sessionOptions } from "#lib/server/session.ts";
import { callbackCookie } from "#lib/server/session-cookie.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * What signing in and out needs. next-auth has more: its `session` would renew any cookie, and its `_log`
 * write what anybody sends. The provider sends users back by GET.
 */
const open = { GET: ["csrf", "providers", "callback"], POST: ["callback", "signin", "signout"] };

const handlerOf = (actions: readonly string[]) => async (request: Request, context: Context) => {
  const [action = ""] = (await context.params).nextauth;
  if (!actions.includes(action)) return new Response(null, { status: 404 });
  const callback = new URL(request.url).searchParams.get("callbackUrl");
  // next-auth treats nonsense here as an error in its settings, which gives a 500.
  if (callback !== null && !isCallback(callback)) return invalid();
  const jar = await cookies();
  if (!isCallback(jar.get(callbackCookie())?.value ?? "/")) jar.delete(callbackCookie());
  try {
    return withoutItsPages(await NextAuth(sessionOptions())(request, context));
  } catch (error) {
    // next-auth answers errors of signing in by itself, so this is a body that it cannot read.
    authLog.error("unreadable", error);
    return invalid();
  }
};

/** next-auth's own pages are closed: who would be sent to one, because the provider refused or failed, comes to ours. */
function withoutItsPages(answer: Response): Response {
  const target = URL.parse(answer.headers.get("location") ?? "", "http://portal");
  if (target?.pathname.startsWith("/api/auth/") !== true) return answer;
  const headers = new Headers(answer.headers);
  headers.set("location", providerRefused);
  return new Response(null, { status: 302, headers });
}

/** Whether next-auth can parse a callback address: an http(s) address, or a path. */
function isCallback(text: string): boolean {
  const url = URL.parse(text, text.startsWith("/") ? "http://portal" : undefined);
  return url !== null && /^https?:$/.test(url.protocol);
}

const invalid = () => Response.json({ code: "invalid", params: {} }, { status: 400 });

export const GET = handlerOf(open.GET);
export const POST = handlerOf(open.POST);
