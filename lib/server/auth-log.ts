import { logAuthTrouble } from "./request-log.ts";

const quietMs = 60_000;
const toldAt = new Map<string, number>();

/**
 * The logger given to next-auth. Anybody can trigger its errors with a forged cookie, so each code is logged
 * at most once a minute, with the kind of error only.
 */
export const authLog = {
  error(code: string, metadata: unknown): void {
    const now = Date.now();
    if (now - (toldAt.get(code) ?? 0) < quietMs) return;
    toldAt.set(code, now);
    logAuthTrouble(code, kindOf(metadata));
  },
  warn: (): void => undefined,
  debug: (): void => undefined,
};

function kindOf(metadata: unknown): string {
  const error = metadata instanceof Error ? metadata : Object(metadata).error;
  return error instanceof Error ? error.name : typeof metadata;
}
