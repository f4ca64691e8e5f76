/**
 * The header in which a page's own requests say whose page it is. Two tabs have one cookie: after somebody else has signed in, the work
 * of the tab before is not theirs, and what it sends is refused as from nobody.
 */
export const pageUserHeader = "x-page-user";

/** The header in which a page that asks about its session names the tenant that it is of. */
export const pageTenantHeader = "x-page-tenant";
