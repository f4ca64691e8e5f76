/** A session that is still good. */
export interface SessionView {
  readonly id: string;
  readonly startedAt: string;
  /** When somebody last worked in it, to the minute. */
  readonly activeAt: string;
  readonly address: string | null;
  /** Browser and system, as `browserOf` tells them. */
  readonly browser: string | null;
  /** The one that asks. */
  readonly isCurrent: boolean;
}

/** How long the session that asks still lasts. */
export interface SessionLife {
  readonly userId: string;
  /** Until it is over if nobody works in it any more. */
  readonly endsInSeconds: number;
  /** Whether they may work for the tenant that was asked about; true where none was. */
  readonly hasTenant: boolean;
}
