import type { Role } from "../access/permission.ts";
import type { IdentityView } from "./identity-view.ts";

export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: string | null;
  readonly isDisabled: boolean;
  /** They have a password, or have come through the provider: their invitation is over. */
  readonly hasSignedUp: boolean;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly identities: readonly IdentityView[];
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  readonly createdAt: string;
}
