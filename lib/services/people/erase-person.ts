import { z } from "zod";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { newId } from "#lib/database/new-id.ts";
import {
  deleteFiltersNaming,
  deleteShapesNaming,
  deleteSnapshotsOf,
  eraseAliases,
  eraseComparedOf,
  eraseHoldOf,
  eraseLeftOutNaming,
  eraseLeftOutOf,
  eraseRecordsOf,
  eraseRenamedTo,
  eraseRepliesOf,
  eraseSetAsideNaming,
  eraseWordsNaming,
  rewriteUpload,
  selectDescendants,
  selectUploadsNaming,
} from "#lib/database/people/erase-person.ts";
import {
  selectAliases,
  selectPersonLeftOut,
  selectPersonRecords,
  selectPersonSnapshots,
} from "#lib/database/people/find-person.ts";
import { lockSnapshot } from "#lib/database/snapshots/snapshots.ts";
import { lockTenant } from "#lib/database/tenants/tenants.ts";
import { lockUpload } from "#lib/database/uploads/runs.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { erasedName } from "#lib/domain/people/erased-name.ts";
import { knownTerms, withoutTerms } from "#lib/domain/people/known-terms.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { authorise } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { findPerson, type Person, personInput } from "./person-scope.ts";
import { readPlan } from "./plan-erasure.ts";

const inputSchema = z.object({
  ...personInput.shape,
  /** The hold stays, without its note: it is what keeps the person out of the next load. */
  keepsHold: z.boolean().default(false),
});
export type ErasePersonInput = z.input<typeof inputSchema>;

/** Of what was erased: for whoever asked, and for the audit trail. */
export interface ErasedPerson {
  readonly records: number;
  readonly leftOutRows: number;
  readonly snapshots: number;
  readonly comparisons: number;
  readonly replies: number;
  readonly otherRows: number;
  readonly holds: number;
}

/**
 * Erases one person everywhere in a tenant (decision 71). Records, left-out rows and comparisons keep their outcome and
 * sums under a name that says nothing, so that every total still adds up. `person_under_way {uploads}` while an upload
 * may still send the person, or nobody knows whether it did: that has to end first.
 */
export async function erasePerson(ctx: Ctx, input: ErasePersonInput): Promise<ErasedPerson> {
  const tenantId = await authorise(ctx, "people.erase", input.tenantId);
  return eraseFrom(tenantId, ctx, input);
}

/** The same for the command, which is allowed by who may run it. */
export async function eraseFrom(tenantId: TenantId, ctx: Ctx, input: ErasePersonInput): Promise<ErasedPerson> {
  const { identification, keepsHold } = parseInput(inputSchema, input);
  return withTransaction(
    tenantId,
    async (tx) => {
      // No upload is confirmed meanwhile.
      await lockTenant(tx, tenantId);
      const person = await findPerson(tx, tenantId, identification);
      const { ofUploads, ...erased } = await erase(tx, person, keepsHold);
      // So that "who saw this person" can be answered still: uploads, of which no row says that it was theirs.
      const details = {
        ...{ person: personDigest(tenantId, person.key), ...erased, inUploads: ofUploads.join(" ") },
        // The person stays on the hold list, and may be seen there.
        ...(keepsHold ? { keepsHold } : {}),
      };
      await recordAudit(tx, ctx, "person_erased", { tenantId, details });
      return erased;
    },
    { timeoutMs: 120_000 },
  );
}

async function erase(
  tx: Transaction,
  person: Person,
  keepsHold: boolean,
): Promise<ErasedPerson & { readonly ofUploads: readonly string[] }> {
  const { tenantId } = person;
  const found = await selectPersonRecords(tx, person);
  const ofUploads = [...new Set([...found, ...(await selectPersonLeftOut(tx, person))].map((one) => one.uploadId))];
  for (const uploadId of ofUploads.sort()) await lockUpload(tx, tenantId, uploadId);
  const { underWay } = await readPlan(tx, person);
  if (underWay.length > 0) throw new AppError("person_under_way", { uploads: underWay.map(({ id }) => id) });
  const payloads = [...found, ...(await selectPersonSnapshots(tx, person))].flatMap(({ payload }) => payload ?? []);
  const known = knownTerms(person.identification, person.country, payloads);
  const terms = [...known.names, ...known.contacts];
  const descendants = await selectDescendants(tx, tenantId, ofUploads);
  const batchIds = [...new Set(found.map(({ batchId }) => batchId))];
  const aliases = await selectAliases(tx, person, [...ofUploads, ...descendants]);
  const name = erasedName(newId());
  const leftOutRows = await eraseLeftOutOf(tx, person, name);
  const renamed = await eraseAliases(tx, tenantId, aliases, name);
  const records = renamed + (await eraseRecordsOf(tx, person, name));
  await eraseRenamedTo(tx, person, [...ofUploads, ...descendants], name);
  const replies = await eraseRepliesOf(tx, tenantId, ofUploads, batchIds, terms);
  const otherRows =
    (await eraseLeftOutNaming(tx, tenantId, descendants, known)) + (await eraseSetAsideNaming(tx, tenantId, known));
  await deleteShapesNaming(tx, tenantId, terms);
  await deleteFiltersNaming(tx, tenantId, terms);
  for (const { id, fileName, fileTitle, declaredReason } of await selectUploadsNaming(tx, tenantId, terms)) {
    const names = {
      fileName: withoutTerms(fileName, terms),
      fileTitle: withoutTerms(fileTitle, terms),
      declaredReason: declaredReason === null ? null : withoutTerms(declaredReason, terms),
    };
    await rewriteUpload(tx, tenantId, { id, ...names, stopDetail: null, alikeKey: null });
  }
  await eraseWordsNaming(tx, tenantId, [...ofUploads, ...descendants], terms);
  const comparisons = await eraseComparedOf(tx, person, name);
  const holds = await eraseHoldOf(tx, tenantId, person.key, keepsHold);
  await lockSnapshot(tx, tenantId);
  const snapshots = await deleteSnapshotsOf(tx, person);
  return { records, leftOutRows, snapshots, comparisons, replies, otherRows, holds, ofUploads };
}
