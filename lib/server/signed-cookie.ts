import { decode } from "next-auth/jwt";

const sessionCookie = /(?:^|;\s*)[^=;]*next-auth\.session-token=([^;]+)/g;

/** Whether a request's cookies have one that was made with our secret and has not run out. Who it is of, and whether they may do anything, is asked later. */
export async function hasSignedCookie(cookies: string | undefined, secret: string): Promise<boolean> {
  for (const [, token = ""] of (cookies ?? "").matchAll(sessionCookie)) {
    try {
      if ((await decode({ token, secret })) !== null) return true;
    } catch {
      // Forged, cut, or of another secret: as if there were none.
    }
  }
  return false;
}
