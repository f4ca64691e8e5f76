import type { Role } from "#lib/domain/access/permission.ts";

/** Who is at work, as the database knows them at this request. */
export interface Actor {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: string | null;
  /** The session at work. */
  readonly sessionId: string;
}

/** What every use case is told besides its input. Nothing in an input can stand in for it. */
export interface Ctx {
  /** null: nobody is signed in, and everything but signing in is refused with `signed_out`. */
  readonly actor: Actor | null;
  /** Network address of the request, for audit and throttle; null where there is none (a script). */
  readonly address: string | null;
  /** What the request was sent with, as `browserOf` tells it; only signing in asks. */
  readonly browser?: string | null;
}

/** A tenant that the actor may work for. Only lib/services/authorise.ts mints one. */
export type TenantId = string & { readonly __tenant: unique symbol };
