import type { Load } from "../portfolio/load.ts";

/** Parts of a portfolio that wait for others of their set. */
export interface PartSetView {
  /** How many the set has. */
  readonly of: number;
  /** In the order staged. */
  readonly parts: readonly LoadedPart[];
}

export interface LoadedPart {
  readonly partNumber: number;
  readonly uploadId: string;
  readonly fileName: string;
  /** ISO 8601, in UTC. */
  readonly stagedAt: string;
  readonly isConfirmed: boolean;
}

/** A staged part that begins a set anew, although another one waits for parts. */
export interface PartClash {
  /** Whether the set has a part of its number already, or is of another count. */
  readonly kind: "number" | "count";
  readonly load: Load & { readonly kind: "part" };
  readonly set: PartSetView;
}
