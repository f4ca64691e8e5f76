export const roles = ["admin", "supervisor", "auditor"] as const;
export type Role = (typeof roles)[number];

interface Rule {
  readonly roles: readonly Role[];
  /** Also for who must still set up a second factor; everything else waits for it. */
  readonly isBeforeSecondFactor?: true;
  /** Only for who has proven within the last minutes (`freshMinutes`) who they are. */
  readonly isFreshOnly?: true;
  /** Who may do it for a retired tenant, too: nobody else may. */
  readonly ofRetired?: readonly Role[];
}

const everybody = roles;

/**
 * Who may do what. An admin may do everything; a supervisor works for the tenants they belong to; an auditor reads
 * what belongs to theirs, but takes no debtors' data out of the portal and changes nothing but their own account.
 */
export const permissions = {
  /** To stay signed in, to sign out, and what comes before anything else. */
  "session.keep": { roles: everybody, isBeforeSecondFactor: true },
  /** One's own sessions, password, language and views of lists. */
  "account.manage": { roles: everybody, ofRetired: ["admin", "auditor"] },
  /** To set up a second factor: whoever finds an open session must not put a lock of their own on the account. */
  "account.protect": { roles: everybody, isBeforeSecondFactor: true, isFreshOnly: true },
  /** To end a link with the provider. Who takes a second factor away gives a code of it, which is more than fresh. */
  "account.unprotect": { roles: everybody, isFreshOnly: true },
  "uploads.load": { roles: ["admin", "supervisor"] },
  "uploads.cancel": { roles: ["admin", "supervisor"], ofRetired: ["admin"] },
  "uploads.read": { roles: everybody, ofRetired: ["admin", "auditor"] },
  /** Files with debtors' data. */
  "debtors.download": { roles: ["admin", "supervisor"], ofRetired: ["admin"] },
  "portfolios.manage": { roles: ["admin", "supervisor"] },
  /** Whom every load keeps out. */
  "holds.manage": { roles: ["admin", "supervisor"] },
  /** To write down and erase all that is kept of one person. */
  "people.erase": { roles: ["admin"], ofRetired: ["admin"] },
  "tenants.manage": { roles: ["admin"], ofRetired: ["admin"] },
  /** The server and the token of a tenant, and whether it is retired. */
  "tenants.connect": { roles: ["admin"], isFreshOnly: true, ofRetired: ["admin"] },
  "users.read": { roles: ["admin"] },
  "users.manage": { roles: ["admin"], isFreshOnly: true },
  "audit.read": { roles: ["admin", "auditor"], ofRetired: ["admin", "auditor"] },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

/** How long after a user has proven who they are tokens, users and servers may be changed without a new proof. */
export const freshMinutes = 10;

export function isAllowed(role: Role, permission: Permission): boolean {
  return ruleOf(permission).roles.includes(role);
}

/** The same for a tenant that is retired. */
export function isAllowedOfRetired(role: Role, permission: Permission): boolean {
  return ruleOf(permission).ofRetired?.includes(role) ?? false;
}

/** Whether it is refused until a second factor is set up, to whom one is required of. */
export function waitsForSecondFactor(permission: Permission): boolean {
  return ruleOf(permission).isBeforeSecondFactor !== true;
}

export function isFreshOnly(permission: Permission): boolean {
  return ruleOf(permission).isFreshOnly === true;
}

/** Whether this role must say why before a masked debtor is shown to it: it has no work with debtors of its own. */
export function saysWhyToReveal(role: Role): boolean {
  return role === "auditor";
}

function ruleOf(permission: Permission): Rule {
  return permissions[permission];
}
