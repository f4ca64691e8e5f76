import type { Transaction } from "../client.ts";

interface KeyCheck {
  readonly name: string;
  readonly value: string;
}

/** The check value of each key that was ever used with this database, by name. */
export async function selectKeyChecks(db: Transaction): Promise<Map<string, string>> {
  const checks = await db.keyCheck.findMany();
  return new Map(checks.map(({ name, value }) => [name, value]));
}

/** Notes keys whose names are new. Of two processes at once the first is believed. */
export async function noteKeyChecks(db: Transaction, checks: readonly KeyCheck[]): Promise<void> {
  await db.keyCheck.createMany({ data: [...checks], skipDuplicates: true });
}

/** The tenant's token if the key of this name seals it, else null. `db` sees that tenant's rows. */
export async function selectTokenUnder(db: Transaction, keyId: string) {
  return db.tenant.findFirst({ where: { tokenKeyId: keyId }, select: { tokenSealed: true, tokenKeyId: true } });
}
