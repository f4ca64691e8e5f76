import { openDebtorKey, sealDebtorKey } from "#lib/secrets/debtor-key.ts";

/** Another purpose than the keys of masked lists: who has one of those must not learn the identification here. */
const ownerOf = (tenantId: string) => `${tenantId} in an address`;

/** An identification as it may stand in an address: sealed, so that logs and histories of browsers say nothing. */
export function sealClient(tenantId: string, identification: string): string {
  return sealDebtorKey(identification, ownerOf(tenantId));
}

/** Opens what {@link sealClient} sealed; null for anything else. */
export function openClient(tenantId: string, client: string): string | null {
  return openDebtorKey(client, ownerOf(tenantId));
}
