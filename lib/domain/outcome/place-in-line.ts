import type { HoldingStop } from "./run-reasons.ts";
import { isOneOf, type UploadState, uploadGroups } from "./upload-state.ts";

/** A confirmed upload of a tenant that is not over. */
export interface UploadOfLine {
  readonly id: string;
  readonly fileName: string;
  readonly state: UploadState;
}

/** What is sent before an upload of the tenant: at least one other upload. */
export interface PlaceInLine {
  /** How many are sent first. */
  readonly ahead: number;
  /** The one right before it. */
  readonly before: UploadOfLine;
  /** The first of them that is paused or stopped: nothing behind it is sent until a person resumes or cancels it. `stopHolds`: it cannot be resumed. */
  readonly held: (UploadOfLine & { readonly stopHolds?: HoldingStop }) | null;
}

/**
 * The place of an upload in the line (first confirmed, first sent), or at its end if it is not in the line
 * yet; null at the head.
 */
export function placeInLine(line: readonly UploadOfLine[], uploadId: string): PlaceInLine | null {
  const place = line.findIndex(({ id }) => id === uploadId);
  const ahead = place === -1 ? line : line.slice(0, place);
  const before = ahead.at(-1);
  if (before === undefined) return null;
  const held = ahead.find(({ state }) => isOneOf(uploadGroups.held, state)) ?? null;
  return { ahead: ahead.length, before, held };
}
