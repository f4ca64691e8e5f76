/**
 * How the database stands to the migrations of this build. `failed`: one was begun and is not applied (it failed, is under way, or
 * was rolled back and not applied again). `pending`: one is still to be applied. `newer`: all are, and others that only a later build knows; this one goes on.
 */
export type SchemaState = "current" | "pending" | "failed" | "newer";

export interface Health {
  readonly isHealthy: boolean;
  readonly isDatabaseUp: boolean;
  /** null when the database does not answer, or the build's own migrations cannot be read. */
  readonly schema: SchemaState | null;
  /** Applied ones. */
  readonly migrations: number;
  /** Seconds since the youngest sign of life of any worker; null when there never was one. */
  readonly workerAgeSeconds: number | null;
  readonly queuedJobs: number;
  readonly activeJobs: number;
  /** Queued or active ones that have failed before: the worker's log says why. */
  readonly failingJobs: number;
}
