import type { Role } from "#lib/domain/access/permission.ts";

/** A tenant that the user may work for, or the retired one that they look at. */
export interface ShellTenant {
  readonly isRetired?: boolean;
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
