import { decode } from "next-auth/jwt";

const sessionCookie = /^(?:__Host-)?next-auth\.session-token=(.+)$/;
/** A browser has one, or two after a change to https; more are ignored. */
const mostTokens = 4;

/**
 * The session id in a request's cookie that was signed with our secret and has not expired; null if there is
 * no such cookie. Whether the session is still good, and whose it is, is checked later.
 */
export async function signedSession(cookies: string | undefined, secret: string): Promise<string | null> {
  // Split first: one pattern over the whole header would scan 16 KB of blanks once per blank.
  const tokens = (cookies ?? "").split(";").flatMap((cookie) => sessionCookie.exec(cookie.trim())?.[1] ?? []);
  for (const token of tokens.slice(0, mostTokens)) {
    try {
      const said = await decode({ token, secret });
      if (said !== null) return String(said.sid ?? "");
    } catch {
      // Forged, truncated, or made with another secret: treated as absent.
    }
  }
  return null;
}
