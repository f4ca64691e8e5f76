/** A session that is still valid. */
export interface SessionView {
  readonly id: string;
  readonly startedAt: string;
  /** When somebody last worked in it, to the minute. */
  readonly activeAt: string;
  readonly address: string | null;
  /** Browser and system, as `browserOf` names them; null if unknown. */
  readonly browser: string | null;
  /** The session that this request belongs to. */
  readonly isCurrent: boolean;
}

/** The remaining life of the session that the request belongs to. */
export interface SessionLife {
  readonly userId: string;
  /** Seconds until it ends if nobody works in it any more. Reading this does not extend it. */
  readonly endsInSeconds: number;
  /** Whether the user may work for the tenant in the request; true if it names none. */
  readonly hasTenant: boolean;
  /** Since when that tenant is retired, if this is why the user may not, ISO 8601. */
  readonly retiredAt: string | null;
}
