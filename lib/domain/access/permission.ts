export const roles = ["admin", "supervisor"] as const;
export type Role = (typeof roles)[number];

/**
 * The roles that have each permission. An admin may do everything; a supervisor works for the tenants they
 * belong to.
 */
export const permissions = {
  "uploads.load": ["admin", "supervisor"],
  "uploads.read": ["admin", "supervisor"],
  "portfolios.manage": ["admin", "supervisor"],
  "holds.manage": ["admin", "supervisor"],
  "people.erase": ["admin"],
  "tenants.manage": ["admin"],
  "users.manage": ["admin"],
  "audit.read": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function isAllowed(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}
