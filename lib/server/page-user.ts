/**
 * The header in which a page's own requests name the user it was rendered for. Two tabs share one cookie:
 * after somebody else has signed in, the earlier tab's requests are refused as from nobody.
 */
export const pageUserHeader = "x-page-user";

/** The header in which a page that queries its session names its tenant. */
export const pageTenantHeader = "x-page-tenant";
