/** `uncertain`: nobody knows whether the CRM has what the snapshot says. */
export const snapshotStates = ["live", "gone", "closed", "uncertain"] as const;
export type SnapshotState = (typeof snapshotStates)[number];

/** The states that queries treat alike; a test compares their text with this. */
export const snapshotGroups = {
  /** As far as anybody knows, its debtor is still in the portfolio. */
  staying: ["live", "uncertain"],
  /** A whole load came without its debtor. */
  away: ["gone", "closed"],
} as const satisfies Readonly<Record<string, readonly SnapshotState[]>>;

/** Whether the portfolio still has a debtor of this state. */
export function isStaying(state: SnapshotState): boolean {
  // Asked several times a debtor: a closure for each would be noticed.
  return (snapshotGroups.staying as readonly SnapshotState[]).includes(state);
}
