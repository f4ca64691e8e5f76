import { setTimeout as sleep } from "node:timers/promises";
import { database } from "#lib/database/client.ts";
import { type Place, takePlace } from "#lib/database/server-pace.ts";
import { paceLimits } from "./pace-of.ts";

/** So long before its place a caller is told, to get its call ready meanwhile: a claim under load takes some tens of ms. */
const readyMs = 200;

/** A place, and the moment of it on this process's own clock (ms of performance.now()). */
type TakenPlace = Extract<Place, { kind: "granted" }> & { readonly beginAt: number };

/**
 * Takes a place for a call to `server` and answers shortly before it comes, if that is before `until` (ms of Date.now()); else what is in
 * the way. The caller gets its call ready and begins it at {@link untilPlace}: calls that begin when their preparations happen to be over
 * would come in bunches.
 */
export async function waitForPlace(
  server: string,
  until: number,
): Promise<TakenPlace | { readonly kind: "late" } | Extract<Place, { kind: "closed" }>> {
  const place = await takePlace(database(), server, paceLimits());
  if (place.kind === "closed") return place;
  if (Date.now() + place.waitMs > until) return { kind: "late" };
  const beginAt = performance.now() + place.waitMs;
  if (place.waitMs > readyMs) await sleep(place.waitMs - readyMs);
  return { ...place, beginAt };
}

/** Waits for the moment of a place that was taken. */
export async function untilPlace({ beginAt }: { readonly beginAt: number }): Promise<void> {
  const waitMs = beginAt - performance.now();
  if (waitMs > 0) await sleep(Math.ceil(waitMs));
}
