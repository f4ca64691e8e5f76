import { goneLists } from "#lib/domain/views/close-out-view.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import type { KnownTenant } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { rootOf } from "./seen.ts";

/**
 * Who was erased is nowhere, by number or by name, until a file that was staged since has them again: in no record, left-out
 * row, comparison or snapshot, in no list of who is gone, and in no call.
 */
export async function judgeErased(world: World, since: number): Promise<void> {
  for (const tenant of world.tenants) {
    const erased = [...tenant.erased].filter(([one, step]) => !comesAgain(world, tenant, one, step));
    if (erased.length === 0) continue;
    for (const { operation, step, debtors, uploadId } of world.crm.ledger.calls)
      for (const [identification, at] of erased)
        if (step > since && step > at && world.tenantOf(operation) === tenant)
          if (debtors.some(([one]) => one === identification))
            world.differs("erased, and sent", `${identification} in call ${step} of ${uploadId}`);
    for (const [identification] of erased)
      for (const place of await placesOf(tenant, identification))
        world.differs("erased, and there", `${identification} of tenant ${tenant.at} in ${place}`);
    await judgeLists(world, tenant, erased);
  }
}

/** Whether a file that was staged since has them. */
export function comesAgain(world: World, tenant: KnownTenant, identification: string, since: number): boolean {
  return [...world.uploads.values()].some(
    (one) =>
      one.tenant === tenant &&
      one.kind !== "close_out" &&
      rootOf(world, one).stagedAt > since &&
      (one.debtors.has(identification) || one.aside.includes(identification)),
  );
}

/** Names of people are theirs alone, unless somebody typed them over. */
const nameOf = (identification: string) => `"Cliente ${Number(identification) - 10_000_000}"`;

async function placesOf({ tenantId }: KnownTenant, identification: string): Promise<string[]> {
  const rows = await ownerDatabase().$queryRaw<{ place: string }[]>`
    SELECT 'Record' AS place FROM "Record" WHERE "tenantId" = ${tenantId}::uuid
      AND (identification = ${identification} OR strpos(payload, ${nameOf(identification)}) > 0)
    UNION SELECT 'LeftOutRow' FROM "LeftOutRow" WHERE "tenantId" = ${tenantId}::uuid
      AND (identification = ${identification} OR strpos(source, ${identification}) > 0)
    UNION SELECT 'ComparedDebtor' FROM "ComparedDebtor" WHERE "tenantId" = ${tenantId}::uuid
      AND (identification = ${identification} OR strpos(changes::text, ${nameOf(identification)}) > 0)
    UNION SELECT 'SnapshotDebtor' FROM "SnapshotDebtor" WHERE "tenantId" = ${tenantId}::uuid
      AND (identification = ${identification} OR strpos(payload, ${nameOf(identification)}) > 0)`;
  return rows.map(({ place }) => place);
}

async function judgeLists(
  world: World,
  tenant: KnownTenant,
  erased: readonly (readonly [string, number])[],
): Promise<void> {
  for (const { id: portfolioId } of tenant.portfolios)
    for (const list of goneLists) {
      const { items } = await listGone(tenant.supervisor, { portfolioId, list, limit: 200 });
      const text = JSON.stringify(items);
      for (const [identification] of erased)
        if (text.includes(identification) || text.includes(nameOf(identification)))
          world.differs("erased, and there", `${identification} in the list ${list} of ${portfolioId}`);
    }
}
