import type { Role } from "#lib/domain/access/permission.ts";

/** Who is at work, as the database knows them at this request. */
export interface Actor {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: string | null;
  /** Of the session at work; it is over when the user's has moved on. */
  readonly sessionVersion: number;
}

/** What every use case is told besides its input. Nothing in an input can stand in for it. */
export interface Ctx {
  /** null: nobody is signed in, and everything but signing in is refused with `signed_out`. */
  readonly actor: Actor | null;
  /** Network address of the request, for audit and throttle; null where there is none (a script). */
  readonly address: string | null;
}

/** A tenant that the actor may work for. Only lib/services/authorise.ts mints one. */
export type TenantId = string & { readonly __tenant: unique symbol };
