import { decode } from "next-auth/jwt";

const sessionCookie = /^(?:__Host-)?next-auth\.session-token=(.+)$/;
/** A browser has one, or two from before and after https: whoever sends more only wants them looked at. */
const mostTokens = 4;

/**
 * The session that a cookie of a request names, if it was made with our secret and has not run out; null: there is no such cookie. Whose it is,
 * and whether it is still good, is asked later.
 */
export async function signedSession(cookies: string | undefined, secret: string): Promise<string | null> {
  // Cut first: one pattern over all of them would go over 16 KB of blanks once for each blank.
  const tokens = (cookies ?? "").split(";").flatMap((cookie) => sessionCookie.exec(cookie.trim())?.[1] ?? []);
  for (const token of tokens.slice(0, mostTokens)) {
    try {
      const said = await decode({ token, secret });
      if (said !== null) return String(said.sid ?? "");
    } catch {
      // Forged, cut, or of another secret: as if there were none.
    }
  }
  return null;
}
