import type { Transaction } from "../client.ts";

/** The tenant's country, by which identifications are read (ISO 3166-1 alpha-2). */
export async function findCountry(db: Transaction, tenantId: string): Promise<string> {
  return (await db.tenant.findFirstOrThrow({ where: { id: tenantId }, select: { country: true } })).country;
}

/** The same of several tenants. */
export async function selectCountries(
  db: Transaction,
  tenantIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.tenant.findMany({ where: { id: { in: [...tenantIds] } }, select: { id: true, country: true } });
  return new Map(rows.map(({ id, country }) => [id, country]));
}
