import { z } from "zod";
import { portalDatabase, tenantDatabase } from "#lib/database/client.ts";
import { selectAuditEntries, selectErasedUploads, selectPersonKeys } from "#lib/database/operations/audit-entries.ts";
import { selectPersonCompared, selectPersonSnapshots, selectPersonUploads } from "#lib/database/people/find-person.ts";
import { selectNamesOfTenants } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { AuditAction } from "#lib/domain/audit/audit-actions.ts";
import type { ClientTrail } from "#lib/domain/views/audit-view.ts";
import { personDigests } from "#lib/secrets/person-digest.ts";
import { secretKeyIds } from "#lib/secrets/seal-secret.ts";
import { authorise } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordSearched } from "../record-seen.ts";
import { openClient } from "./client-address.ts";
import { findPerson } from "./person-scope.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  /** By `addressClient`. */
  client: z.string().max(1_000).optional(),
  /** In place of it: the keyed hash in an entry of the trail. */
  person: z.string().max(200).optional(),
  after: pageKeys.id.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListClientTrailInput = z.input<typeof inputSchema>;

/** Of an upload or a portfolio: who saw its debtors, took them out, sent them or said what became of them. */
const ofUploads: readonly AuditAction[] = [
  "upload_staged",
  "close_out_made",
  "upload_confirmed",
  "upload_retried",
  "correction_opened",
  "outcome_stated",
  "upload_erased",
  "debtors_viewed",
  "report_downloaded",
];

/**
 * Who saw or changed one client of a tenant, newest first: entries that name them by their keyed hash, those about the
 * uploads and portfolios that have them, and who saw a comparison that has them gone from an upload. After an erasure
 * the uploads are those that its entry names.
 */
export async function listClientTrail(ctx: Ctx, input: ListClientTrailInput): Promise<ClientTrail> {
  const tenantId = await authorise(ctx, "audit.read", input.tenantId);
  const { client, person, after = null, limit } = parseInput(inputSchema, input);
  const identification = client === undefined ? null : openClient(tenantId, client);
  if (identification === null && (client !== undefined || person === undefined)) throw new AppError("not_found");
  const db = tenantDatabase(tenantId);
  const known = identification === null ? null : await findPerson(db, tenantId, identification);
  const people = known === null ? [person ?? ""] : personDigests(tenantId, known.key);
  const uploads = new Set(await selectErasedUploads(db, tenantId, people));
  const portfolios = known === null ? [] : await selectPersonSnapshots(db, known);
  for (const uploadId of known === null ? [] : await selectPersonUploads(db, known)) uploads.add(uploadId);
  const comparisons = known === null ? [] : await selectPersonCompared(db, known);
  const onlyGone = new Set(comparisons.flatMap(({ uploadId }) => (uploads.has(uploadId) ? [] : [uploadId])));
  const entries = await selectAuditEntries(
    portalDatabase(),
    {
      ...{ tenantIds: [tenantId], people, actions: ofUploads, userId: null, from: null, to: null },
      compared: [...onlyGone],
      subjects: [...uploads, ...portfolios.map(({ portfolioId }) => portfolioId)],
    },
    after,
    limit + 1,
  );
  if (identification !== null) await recordSearched(ctx, tenantId, "trail", [identification]);
  const held = secretKeyIds();
  const missingKeys =
    identification === null ? [] : (await selectPersonKeys(db, tenantId)).filter((key) => !held.includes(key));
  return {
    tenant: { id: tenantId, name: await nameOf(tenantId) },
    identification,
    uploads: uploads.size,
    onlyGone: onlyGone.size,
    entries: await withShownNames(
      tenantId,
      pageOf(entries, limit, ({ id }) => id),
    ),
    missingKeys,
  };
}

async function nameOf(tenantId: TenantId): Promise<string> {
  const [name] = await selectNamesOfTenants(portalDatabase(), [tenantId]);
  if (name === undefined) throw new AppError("not_found");
  return name;
}
