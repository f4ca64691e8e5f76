import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import type { Transaction } from "../client.ts";

/**
 * Those of the given uploads whose mapping has no balance. Call it only for uploads whose sums are 0: a
 * mapping can be large.
 */
export async function selectWithoutBalance(
  db: Transaction,
  tenantIds: readonly string[],
  uploadIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (uploadIds.length === 0) return new Set();
  const uploads = await db.upload.findMany({
    where: { tenantId: { in: [...tenantIds] }, id: { in: [...uploadIds] } },
    select: { id: true, mapping: true },
  });
  const lacking = uploads.filter(({ mapping }) => {
    const parsed = mappingSchema.safeParse(mapping);
    return parsed.success && !loadsBalance(parsed.data);
  });
  return new Set(lacking.map(({ id }) => id));
}
