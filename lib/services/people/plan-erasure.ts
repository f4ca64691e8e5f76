import { type Transaction, tenantDatabase } from "#lib/database/client.ts";
import {
  countOpenBatches,
  type PersonRecord,
  selectPersonCompared,
  selectPersonHolds,
  selectPersonLeftOut,
  selectPersonRecords,
  selectPersonSnapshots,
  selectStagingsWith,
  selectUploadsNamed,
} from "#lib/database/people/find-person.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import type { ErasurePlan } from "#lib/domain/views/person-view.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordSearched } from "../record-seen.ts";
import { findPerson, type Person, type PersonInput, personInput } from "./person-scope.ts";

/** What erasing one person of a tenant would touch, and which uploads have to end first. */
export async function planErasure(ctx: Ctx, input: PersonInput): Promise<ErasurePlan> {
  const tenantId = await authorise(ctx, "people.erase", input.tenantId);
  const { identification } = parseInput(personInput, input);
  const db = tenantDatabase(tenantId);
  const person = await findPerson(db, tenantId, identification);
  const plan = await readPlan(db, person);
  await recordSearched(ctx, tenantId, "person", [person.identification]);
  return withShownNames(tenantId, plan);
}

export async function readPlan(db: Transaction, person: Person): Promise<ErasurePlan> {
  const records = await selectPersonRecords(db, person);
  const leftOut = await selectPersonLeftOut(db, person);
  const snapshots = await selectPersonSnapshots(db, person);
  const compared = await selectPersonCompared(db, person);
  const holds = await selectPersonHolds(db, person.tenantId, person.key);
  const uploadIds = [...new Set([...records, ...leftOut, ...compared].map(({ uploadId }) => uploadId))];
  return {
    identification: person.identification,
    country: person.country,
    records: records.length,
    leftOutRows: leftOut.length,
    snapshots: snapshots.length,
    comparisons: compared.length,
    holds: holds.length,
    uploads: uploadIds.length,
    underWay: await underWay(db, person, records, uploadIds),
  };
}

/** Uploads that are not over, have the person unconfirmed, or still have a batch with the person under way. */
async function underWay(
  db: Transaction,
  person: Person,
  records: readonly PersonRecord[],
  uploadIds: readonly string[],
): Promise<ErasurePlan["underWay"]> {
  const stagings = await selectStagingsWith(db, person);
  const doubted = new Set(records.filter(({ state }) => state === "unconfirmed").map(({ uploadId }) => uploadId));
  const uploads = await selectUploadsNamed(db, person.tenantId, [...uploadIds, ...stagings]);
  const blocking: { id: string; fileName: string }[] = [];
  for (const { id, fileName, state, isErased } of uploads) {
    const batchIds = records.filter(({ uploadId }) => uploadId === id).map(({ batchId }) => batchId);
    const isOpen = !isOver(state);
    const isDoubted = doubted.has(id) && !isErased;
    if (isOpen || isDoubted || (await countOpenBatches(db, person.tenantId, batchIds)) > 0)
      blocking.push({ id, fileName });
  }
  return blocking;
}
