import { cookies } from "next/headers";
import type { CookiesOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "#lib/env.ts";

/** Over https cookies are Secure and limited to this host, so no other host of its domain can set them. */
export const isSecure = (): boolean => env().NEXTAUTH_URL.startsWith("https:");

const prefix = () => (isSecure() ? "__Host-" : "");
const sessionCookie = () => `${prefix()}next-auth.session-token`;
/** The address that next-auth was last asked to redirect to. */
export const callbackCookie = () => `${prefix()}next-auth.callback-url`;

/** How long a user may take at the OpenID Connect provider. */
const providerSeconds = 15 * 60;

/** Names and attributes of next-auth's cookies. */
export function authCookies(): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
  return {
    sessionToken: { name: sessionCookie(), options },
    callbackUrl: { name: callbackCookie(), options },
    csrfToken: { name: `${prefix()}next-auth.csrf-token`, options },
    state: { name: `${prefix()}next-auth.state`, options: { ...options, maxAge: providerSeconds } },
    nonce: { name: `${prefix()}next-auth.nonce`, options: { ...options, maxAge: providerSeconds } },
    pkceCodeVerifier: { name: `${prefix()}next-auth.pkce`, options: { ...options, maxAge: providerSeconds } },
  };
}

const tokenSchema = z.object({ sid: z.uuid() });

/** The session id in one of our tokens; null for any other token. */
export function sessionIdIn(token: unknown): string | null {
  return tokenSchema.safeParse(token).data?.sid ?? null;
}

/**
 * The session named by the request's cookie. Decoded here, because next-auth's own route writes a new cookie
 * each time and logs every forged one.
 */
export async function requestSessionId(): Promise<string | null> {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  if (cookie === undefined) return null;
  try {
    return sessionIdIn(await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }));
  } catch {
    // Forged, truncated, made with another secret, or expired: no session.
    return null;
  }
}
