import { logAuthTrouble } from "./request-log.ts";

const quietMs = 60_000;
const toldAt = new Map<string, number>();

/**
 * What next-auth has to say. Anybody can make it say something with a cookie of nonsense, so each thing is written once a minute at most, by its
 * code and the kind of error alone.
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
