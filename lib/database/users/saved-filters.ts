import type { SavedFilterView } from "#lib/domain/views/saved-filter.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

/** One user's own filters of one tenant. */
export interface FilterOwner {
  readonly tenantId: string;
  readonly userId: string;
}

/** By name. */
export function selectSavedFilters(db: Transaction, owner: FilterOwner): Promise<SavedFilterView[]> {
  return db.savedFilter.findMany({
    where: { ...owner },
    orderBy: { name: "asc" },
    select: { id: true, name: true, query: true },
  });
}

/** Keeps it in place of those of the same name, and of these. */
export async function saveFilterAs(
  db: Transaction,
  owner: FilterOwner,
  name: string,
  query: string,
  replaced: readonly SavedFilterView[],
): Promise<void> {
  await db.savedFilter.deleteMany({ where: { ...owner, id: { in: replaced.map(({ id }) => id) } } });
  await db.savedFilter.upsert({
    where: { userId_tenantId_name: { ...owner, name } },
    create: { id: newId(), ...owner, name, query },
    update: { query },
  });
}

/** False if the user has no such filter. */
export async function deleteSavedFilter(db: Transaction, owner: FilterOwner, id: string): Promise<boolean> {
  const { count } = await db.savedFilter.deleteMany({ where: { ...owner, id } });
  return count === 1;
}
