/** The token of an `Authorization: Bearer …` header; null if there is none. */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}
