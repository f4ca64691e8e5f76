/** Why a server is asked more slowly than it could be: it said so, or it answers late or not at all. */
export type SlowReason = "rate_limited" | "slow_answers";

/** The pace of a run's server, while it is not the quickest. */
export interface Slowdown {
  readonly reason: SlowReason;
  /** From one call to the next, all tenants together, and what it is at best. */
  readonly intervalMs: number;
  readonly bestIntervalMs: number;
}
