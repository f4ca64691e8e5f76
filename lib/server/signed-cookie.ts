import { decode } from "next-auth/jwt";

const sessionCookie = /^(?:__Host-)?next-auth\.session-token=(.+)$/;
/** A browser has one, or two from before and after https: whoever sends more only wants them looked at. */
const mostTokens = 4;

/** Whether a request's cookies have one that was made with our secret and has not run out. Who it is of, and whether they may do anything, is asked later. */
export async function hasSignedCookie(cookies: string | undefined, secret: string): Promise<boolean> {
  // Cut first: one pattern over all of them would go over 16 KB of blanks once for each blank.
  const tokens = (cookies ?? "").split(";").flatMap((cookie) => sessionCookie.exec(cookie.trim())?.[1] ?? []);
  for (const token of tokens.slice(0, mostTokens)) {
    try {
      if ((await decode({ token, secret })) !== null) return true;
    } catch {
      // Forged, cut, or of another secret: as if there were none.
    }
  }
  return false;
}
