/**
 * The network address a request came from. The last entry of X-Forwarded-For is the one that the nearest proxy,
 * or Next itself where there is none, wrote; earlier ones are whatever the sender claims.
 */
export function addressOf(headers: Headers): string | null {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || null;
}
