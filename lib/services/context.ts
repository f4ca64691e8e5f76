import type { Role } from "#lib/domain/access/permission.ts";

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
}

/** What every use case gets besides its input. No input can replace any of it. */
export interface Ctx {
  /** Null: nobody is signed in, and everything except signing in is refused with `signed_out`. */
  readonly actor: Actor | null;
  /** Network address of the request, for audit and throttle; null if there is none (a script). */
  readonly address: string | null;
  /** The browser of the request, as `browserOf` names it; only signing in uses it. */
  readonly browser?: string | null;
}
