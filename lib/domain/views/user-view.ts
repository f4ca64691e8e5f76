import type { Role } from "../access/permission.ts";

export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: string | null;
  readonly isDisabled: boolean;
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  readonly createdAt: string;
}
