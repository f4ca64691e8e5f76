/** Why a server gets fewer calls than it could: it asked for that, or it answers late or not at all. */
export type SlowReason = "rate_limited" | "slow_answers";

/** The pace of a run's server while it is below its best. */
export interface Slowdown {
  readonly reason: SlowReason;
  /** From one call to the next, over all tenants: now, and at best. */
  readonly intervalMs: number;
  readonly bestIntervalMs: number;
}
