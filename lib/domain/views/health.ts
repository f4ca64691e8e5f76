/**
 * The database's migrations compared with those of this build. `failed`: one was begun but is not applied (it
 * failed, is running, or was rolled back and not applied again). `pending`: one is not applied yet. `newer`:
 * all are applied, and others that only a later build has; this build keeps working.
 */
export type SchemaState = "current" | "pending" | "failed" | "newer";

export interface Health {
  readonly isHealthy: boolean;
  readonly isDatabaseUp: boolean;
  /** Null if the database does not answer or the build's own migrations cannot be read. */
  readonly schema: SchemaState | null;
  /** Number of applied migrations. */
  readonly migrations: number;
  /** Seconds since the latest heartbeat of any worker; null if no worker has one. */
  readonly workerAgeSeconds: number | null;
  /** Keys that seal a secret and that this portal lacks in its SECRET_KEYS: it cannot open what they seal. */
  readonly missingKeys: readonly string[];
  /** The same of a worker that lives. */
  readonly missingKeysAtWorkers: readonly string[];
  /** Keys of this portal that are others than the database knows under their names. */
  readonly wrongKeys: readonly string[];
  /** Seconds since the ends of the audit trail were last appended to AUDIT_ANCHORS; null: never, or it is not set here. */
  readonly auditAnchorAgeSeconds: number | null;
  /** AUDIT_ANCHORS is set here, and nothing was appended for two days. The portal works nevertheless. */
  readonly isAuditAnchorLate: boolean;
  readonly queuedJobs: number;
  readonly activeJobs: number;
  /** Queued or active jobs that have failed before; the worker's log has the reason. */
  readonly failingJobs: number;
}
