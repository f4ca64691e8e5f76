import type { UploadState } from "../../outcome/upload-state.ts";
import type { Load } from "../load.ts";

/** What an upload's place among a portfolio's uploads follows from. */
export interface PlacedUpload {
  readonly state: UploadState;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
  readonly loadKind: Load["kind"];
  readonly isFollowUp: boolean;
}

/**
 * The last first. Of confirmed uploads that is the one confirmed last, since its file is what the snapshot has, whenever
 * it was begun. A draft comes before them all, but not one that was overtaken: a whole load begun after it was confirmed.
 * Where parts or additions are among them all come as they were begun, since sets are told by that order.
 */
export function byPlace<Upload extends PlacedUpload>(uploads: readonly Upload[]): Upload[] {
  const overtaking = uploads.filter(
    ({ state, isFollowUp, loadKind }) => state !== "staged" && !isFollowUp && loadKind === "whole",
  );
  const isInParts = uploads.some(({ isFollowUp, loadKind }) => !isFollowUp && loadKind !== "whole");
  const overtaken = Math.max(...overtaking.map(({ createdAt }) => createdAt.getTime()));
  const placeOf = ({ state, createdAt, confirmedAt }: Upload): number => {
    const begun = createdAt.getTime();
    if (isInParts) return begun;
    if (state === "staged") return begun > overtaken ? Number.POSITIVE_INFINITY : begun;
    return confirmedAt?.getTime() ?? begun;
  };
  const placed = uploads.map((upload) => ({ upload, place: placeOf(upload), begun: upload.createdAt.getTime() }));
  return placed
    .sort((a, b) => (a.place === b.place ? b.begun - a.begun : b.place - a.place))
    .map(({ upload }) => upload);
}
