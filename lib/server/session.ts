import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { env } from "#lib/env.ts";
import { verifyCredentials } from "#lib/services/verify-credentials.ts";
import { addressOf } from "./address-of.ts";
import { authLog } from "./auth-log.ts";
import { signInRefusal } from "./sign-in-refusal.ts";

/** A working day: after it everybody signs in again, whatever they did meanwhile. */
const sessionSeconds = 12 * 60 * 60;

/**
 * The cookie carries who signed in and the session version of that moment. Both are compared with the user's row
 * at every request (lib/server/current-ctx.ts), so a cookie says nothing about what its bearer may do.
 */
export function sessionOptions(): AuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    logger: authLog,
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          if (credentials === undefined) throw new Error("credentials_wrong");
          const ctx = { actor: null, address: addressOf(new Headers(stringsOf(request.headers ?? {}))) };
          try {
            const { userId, sessionVersion } = await verifyCredentials(ctx, credentials);
            return { id: userId, sessionVersion };
          } catch (error) {
            throw new Error(signInRefusal(error));
          }
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (user === undefined) return token;
        return { sub: user.id, sessionVersion: "sessionVersion" in user ? user.sessionVersion : undefined };
      },
      session({ session, token }) {
        return { expires: session.expires, userId: token.sub, sessionVersion: token.sessionVersion };
      },
    },
  };
}

function stringsOf(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
