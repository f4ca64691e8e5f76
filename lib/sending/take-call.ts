import { setTimeout as sleep } from "node:timers/promises";
import { type Place, takePlace } from "#lib/database/calls/server-pace.ts";
import { database } from "#lib/database/client.ts";
import { paceLimits } from "./pace-of.ts";

/** So long before its place a caller is told, to get its call ready meanwhile: a claim under load takes some tens of ms. */
const readyMs = 200;

/** A place, and the moment of it on this process's own clock (ms of performance.now()). */
export type TakenPlace = Extract<Place, { kind: "granted" }> & { readonly beginAt: number };

/** A place of a caller's own, or what is in the way: it would come after the caller's time, or the gate is closed. */
export type AskedPlace = TakenPlace | Extract<Place, { kind: "closed" | "late" }>;

/** Takes a place for a call to `server`, if it comes before `until` (ms of Date.now()). */
export async function askForPlace(server: string, until: number): Promise<AskedPlace> {
  const place = await takePlace(database(), server, paceLimits(), until - Date.now());
  if (place.kind !== "granted") return place;
  return { ...place, beginAt: performance.now() + place.waitMs };
}

/**
 * Waits until shortly before a place that was taken. The caller gets its call ready then and begins it at {@link untilPlace}: calls that
 * begin when their preparations happen to be over would come in bunches.
 */
export async function untilNearly({ beginAt }: TakenPlace): Promise<void> {
  const waitMs = beginAt - performance.now() - readyMs;
  if (waitMs > 0) await sleep(waitMs);
}

/** Waits for the moment of a place that was taken. */
export async function untilPlace({ beginAt }: TakenPlace): Promise<void> {
  const waitMs = beginAt - performance.now();
  if (waitMs > 0) await sleep(Math.ceil(waitMs));
}
