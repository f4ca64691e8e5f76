import type { Completeness } from "../../outcome/completeness.ts";
import { isOneOf, type UploadState, uploadGroups } from "../../outcome/upload-state.ts";
import type { Load } from "../load.ts";
import type { ExpectedLoad } from "./expected-loads.ts";

/**
 * How a portfolio is this morning, worst first: the first word that applies is the one shown.
 * `odd`: its load waits to be confirmed and something in it is unlike the loads before. `in_part`: not
 * everything of the last load got in (held debtors aside, who cannot), or a part of it is still to come.
 */
export const healths = [
  "late",
  "odd",
  "stopped",
  "to_confirm",
  "sending",
  "in_part",
  "loaded",
  "expected",
  "not_today",
] as const;
export type Health = (typeof healths)[number];

/** An upload of a portfolio that was not discarded. */
export interface PortfolioUpload {
  readonly id: string;
  /** The tenant's day on which it was begun. */
  readonly day: string;
  readonly state: UploadState;
  /** Without the debtors that are held today. */
  readonly completeness: Completeness;
  /** Unlike earlier loads, and nobody has written why yet. */
  readonly isOdd: boolean;
  /** A retry, correction or close-out: it follows a load and is none. */
  readonly isFollowUp: boolean;
  /** It waits for nothing but to be discarded, or cancelled: its turn would only stop it. */
  readonly isBlocked: boolean;
  readonly loadKind: Load["kind"];
  /** Parts of its load, or of the one that it adds to, that are not here yet. */
  readonly partsMissing: number;
  /** The other parts of the set that it completes. */
  readonly setWith: readonly string[];
}

export interface PortfolioMorning {
  /** The tenant's day. */
  readonly today: string;
  readonly due: ExpectedLoad | null;
  readonly ahead: ExpectedLoad | null;
  /** As `byPlace` has them, the last first: at least the last load and every upload that is not over. */
  readonly uploads: readonly PortfolioUpload[];
}

/** The word, and the upload it is about (null: about none). */
export interface PortfolioHealth {
  readonly health: Health;
  readonly uploadId: string | null;
}

/** The health of one portfolio, from its uploads and what was expected of it. */
export function healthOf({ today, due, ahead, uploads }: PortfolioMorning): PortfolioHealth {
  const loads = loadsAmong(uploads);
  const [last] = loads;
  if (due !== null && !loads.some(({ day }) => day >= due.day)) return { health: "late", uploadId: null };

  const drafts = uploads
    .slice(0, olderThanConfirmed(uploads))
    .filter(({ state, isBlocked }) => state === "staged" && !isBlocked);
  const odd = drafts.find(({ isOdd }) => isOdd);
  if (odd !== undefined) return { health: "odd", uploadId: odd.id };
  const halted = uploads.filter(
    ({ state, isBlocked }) => isOneOf(uploadGroups.held, state) || (isBlocked && isOneOf(uploadGroups.going, state)),
  );
  const held = halted.find(({ isBlocked }) => !isBlocked) ?? halted[0];
  if (held !== undefined) return { health: "stopped", uploadId: held.id };
  const [draft] = drafts;
  if (draft !== undefined) return { health: "to_confirm", uploadId: draft.id };
  const going = uploads.find(({ state }) => isOneOf(uploadGroups.going, state));
  if (going !== undefined) return { health: "sending", uploadId: going.id };

  const incomplete = incompleteLoad(uploads);
  if (incomplete !== undefined) return { health: "in_part", uploadId: incomplete.id };
  const uploadId = last?.id ?? null;
  if (loads.some(({ day }) => day === today)) return { health: "loaded", uploadId };
  return { health: ahead === null ? "not_today" : "expected", uploadId };
}

/** The last load, or what it completes or adds to, if not everything of it got in, or a part of it is still to come. */
export function incompleteLoad(uploads: readonly PortfolioUpload[]): PortfolioUpload | undefined {
  return withWhatItAddsTo(loadsAmong(uploads)).find((load) => load.completeness !== "whole" || load.partsMissing > 0);
}

function loadsAmong(uploads: readonly PortfolioUpload[]): PortfolioUpload[] {
  return uploads.filter(({ isFollowUp }) => !isFollowUp);
}

/**
 * The last load with the other parts of the set that it completes, which wait for none any more; if it is additions,
 * those before it back to what they add to.
 */
function withWhatItAddsTo(loads: readonly PortfolioUpload[]): readonly PortfolioUpload[] {
  const base = loads.findIndex(({ loadKind }) => loadKind !== "additions");
  if (base === -1) return loads;
  const setWith = loads[base]?.setWith ?? [];
  const others = loads.slice(base + 1).filter(({ id }) => setWith.includes(id));
  return [...loads.slice(0, base + 1), ...others.map((part) => ({ ...part, partsMissing: 0 }))];
}

/**
 * A draft that a younger whole load has overtaken was forgotten: it is no work of this morning. A part or additions
 * come beside other files and overtake none.
 */
function olderThanConfirmed(uploads: readonly PortfolioUpload[]): number {
  const place = uploads.findIndex(
    ({ state, isFollowUp, loadKind }) => state !== "staged" && !isFollowUp && loadKind === "whole",
  );
  return place === -1 ? uploads.length : place;
}

/** Worst first. */
export function compareHealth(a: Health, b: Health): number {
  return healths.indexOf(a) - healths.indexOf(b);
}
