import NextAuth from "next-auth";
import { isCallback } from "#lib/server/is-callback.ts";
import { sessionOptions } from "#lib/server/session.ts";

async function handler(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const callback = new URL(request.url).searchParams.get("callbackUrl");
  // next-auth takes nonsense here for a mistake in its settings, which is a 500.
  if (callback !== null && !isCallback(callback))
    return Response.json({ code: "invalid", params: {} }, { status: 400 });
  return NextAuth(sessionOptions())(request, context);
}

export { handler as GET, handler as POST };
