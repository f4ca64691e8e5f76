import { isOneOf, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { uploadsOf } from "./acts/act.ts";
import { cancelOne, resumeOne } from "./acts/line.ts";
import { reopen } from "./acts/rest.ts";
import { mendTenant } from "./acts/settings.ts";
import { dayMs } from "./acts/time.ts";
import type { World } from "./world/world.ts";

/** After which what stops again whenever it is resumed is cancelled, as people do in the end. */
const patientDays = 6;
/** A line that is longer than this is not judged by its end. */
const mostDays = 40;

/**
 * All is well in the end: nothing fails, people resume what is held, and days pass, until nothing waits. Whatever waits
 * though neither a call nor an end comes of it for two days waits for ever.
 */
export async function settle(world: World): Promise<void> {
  world.crm.faults.clear();
  world.crm.failingLookups = 0;
  for (const tenant of world.tenants) {
    await reopen(world, tenant);
    await mendTenant({ world, tenant, random: randomAt(0, 0, 2), move: { act: "settle", tenant: tenant.at, seed: 0 } });
  }
  let before = await waitingOf(world);
  for (let [day, still] = [0, 0]; day < mostDays && (day === 0 || before.length > 0); day++) {
    const calls = world.crm.ledger.calls.length;
    const moveOn = day < patientDays && still === 0 ? resumeOne : cancelOne;
    for (const tenant of world.tenants)
      for (const { known, state } of await uploadsOf(world, tenant))
        if (isOneOf(uploadGroups.held, state)) await moveOn(world, known);
    world.expectWork();
    await world.work(200);
    const now = await waitingOf(world);
    still = now.join() === before.join() && world.crm.ledger.calls.length === calls ? still + 1 : 0;
    before = now;
    if (still === 2) return world.differs("ends nowhere", now.join("; "));
    if (now.length > 0) await world.pass(dayMs);
  }
}

/** Uploads in line, and those of which debtors are to be looked up. */
async function waitingOf(world: World): Promise<string[]> {
  const tenants = world.tenants.map(({ tenantId }) => tenantId);
  const rows = await ownerDatabase().$queryRaw<{ id: string; state: string; lookups: number }[]>`
    SELECT u.id::text, u.state::text, count(b.id)::int AS lookups FROM "Upload" u
    LEFT JOIN "Batch" b ON b."uploadId" = u.id AND b."readBackAt" IS NOT NULL
    WHERE u."tenantId"::text = ANY(${tenants}) GROUP BY u.id
    HAVING count(b.id) > 0 OR u.state = ANY(${[...uploadGroups.inLine]}::"UploadState"[]) ORDER BY u."confirmedAt", u.id`;
  return rows.map(({ id, state, lookups }) => `${id} is ${state}, to be looked up: ${lookups}`);
}
