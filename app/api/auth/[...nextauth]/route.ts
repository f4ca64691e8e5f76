import NextAuth from "next-auth";
import { sessionOptions } from "#lib/server/session.ts";

async function handler(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(sessionOptions())(request, context);
}

export { handler as GET, handler as POST };
