import type { Role } from "#lib/domain/access/permission.ts";
import type { Proof } from "#lib/domain/access/proof.ts";

export type { TenantId } from "#lib/domain/access/tenant-id.ts";

/** The signed-in user, as the database has them at this request. */
export interface Actor {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: string | null;
  /** The session of this request. */
  readonly sessionId: string;
  /** They have proven within the last minutes who they are (`freshMinutes`). */
  readonly isFresh: boolean;
  /** How they can prove it again. */
  readonly proof: Proof;
  /** A second factor is required of them and not set up: nothing but that can be done. */
  readonly lacksSecondFactor: boolean;
}

/** What every use case gets besides its input. No input can replace any of it. */
export interface Ctx {
  /** Null: nobody is signed in, and everything except signing in is refused with `signed_out`. */
  readonly actor: Actor | null;
  /** Network address of the request, for audit and throttle; null if there is none (a script). */
  readonly address: string | null;
  /** The browser of the request, as `browserOf` names it; only signing in uses it. */
  readonly browser?: string | null;
  /** The request's id, as the log and the answer have it; none for a script. */
  readonly requestId?: string | null;
}
