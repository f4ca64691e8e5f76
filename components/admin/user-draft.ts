import type { Role } from "#lib/domain/access/permission.ts";
import type { UserView } from "#lib/domain/views/user-view.ts";

/** A user as the form holds them. */
export interface UserDraft {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly tenantIds: readonly string[];
  readonly isDisabled: boolean;
}

export const emptyUserDraft: UserDraft = {
  email: "",
  name: "",
  role: "supervisor",
  tenantIds: [],
  isDisabled: false,
};

export function userDraftOf(user: UserView): UserDraft {
  return {
    email: user.email,
    name: user.name,
    role: user.role,
    tenantIds: user.tenants.map((tenant) => tenant.id),
    isDisabled: user.isDisabled,
  };
}
