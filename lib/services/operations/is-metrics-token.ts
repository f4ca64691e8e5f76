import { timingSafeEqual } from "node:crypto";
import { envOf } from "#lib/env.ts";

/** Whether `bearer` is METRICS_TOKEN; always false if that is not set. */
export function isMetricsToken(bearer: string | null): boolean {
  const { METRICS_TOKEN: expected } = envOf("METRICS_TOKEN");
  if (expected === undefined || bearer === null) return false;
  const [a, b] = [Buffer.from(bearer), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
