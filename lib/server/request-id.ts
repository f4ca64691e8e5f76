import { randomUUID } from "node:crypto";

/** The request id given by a proxy, if well-formed, otherwise a new one. */
export function requestIdOf(given: string | null | undefined): string {
  return given !== null && given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}
