import { cookies } from "next/headers";
import type { CookiesOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "#lib/env.ts";

/** Over https cookies are Secure and of this host alone; no other one below its domain can set them. */
export const isSecure = (): boolean => env().NEXTAUTH_URL.startsWith("https:");

const prefix = () => (isSecure() ? "__Host-" : "");
const sessionCookie = () => `${prefix()}next-auth.session-token`;
/** Where next-auth was last asked to lead. */
export const callbackCookie = () => `${prefix()}next-auth.callback-url`;

/** Names and attributes of the cookies of next-auth. */
export function authCookies(): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
  return {
    sessionToken: { name: sessionCookie(), options },
    callbackUrl: { name: callbackCookie(), options },
    csrfToken: { name: `${prefix()}next-auth.csrf-token`, options },
  };
}

const tokenSchema = z.object({ sid: z.uuid() });

/** The session that a token of ours names; null for any other. */
export function sessionIdIn(token: unknown): string | null {
  return tokenSchema.safeParse(token).data?.sid ?? null;
}

/** The session that the request's cookie names. Read without next-auth's own route, which writes a new cookie each time and logs every forged one. */
export async function requestSessionId(): Promise<string | null> {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  if (cookie === undefined) return null;
  try {
    return sessionIdIn(await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }));
  } catch {
    // Forged, cut, of another secret, or past its time: nobody's.
    return null;
  }
}
