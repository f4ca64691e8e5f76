import { sealClient } from "#lib/services/people/client-address.ts";

/** The page of one debtor of a tenant, as a search leads to it. */
export function debtorAddress(tenantId: string, text: string): string {
  return `/debtors?${new URLSearchParams({ tenant: tenantId, q: sealClient(tenantId, text) })}`;
}
