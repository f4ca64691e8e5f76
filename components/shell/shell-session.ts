import type { Role } from "#lib/domain/access/permission.ts";

/** A tenant that the user may work for. */
export interface ShellTenant {
  readonly id: string;
  readonly name: string;
  readonly operation: string;
}

/** The signed-in user, as the shell shows them. */
export interface ShellUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}
