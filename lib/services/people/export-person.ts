import { type Transaction, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import {
  type PersonRecord,
  type PersonUpload,
  selectPersonCompared,
  selectPersonHolds,
  selectPersonLeftOut,
  selectPersonRecords,
  selectPersonSnapshots,
  selectUploadsNamed,
} from "#lib/database/people/find-person.ts";
import { kindOf } from "#lib/domain/outcome/outcome.ts";
import { toldOf } from "#lib/domain/outcome/record-state.ts";
import type { PersonExport, PersonRecordView, PersonUploadView } from "#lib/domain/views/person-view.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { authorise } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { findPerson, type Person, type PersonInput, personInput } from "./person-scope.ts";

/**
 * Everything that a tenant knows of one person, where and when it was sent, and what became of it: one snapshot of the
 * database. The CRM's whole replies are left out, as they name other people.
 */
export async function exportPerson(ctx: Ctx, input: PersonInput): Promise<PersonExport> {
  const tenantId = await authorise(ctx, "people.erase", input.tenantId);
  return exportFrom(tenantId, ctx, input);
}

/** The same for the command, which is allowed by who may run it. */
export async function exportFrom(tenantId: TenantId, ctx: Ctx, input: PersonInput): Promise<PersonExport> {
  const { identification } = parseInput(personInput, input);
  const person = await findPerson(tenantDatabase(tenantId), tenantId, identification);
  const options = { isolation: "RepeatableRead", timeoutMs: 60_000 } as const;
  const found = await withTransaction(tenantId, (tx) => readPerson(tx, person), options);
  const counts = { records: found.records.length, leftOutRows: found.leftOut.length, holds: found.holds.length };
  const details = { person: personDigest(tenantId, person.key), ...counts };
  await recordAudit(tenantDatabase(tenantId), ctx, "person_exported", { tenantId, details });
  return found;
}

async function readPerson(tx: Transaction, person: Person): Promise<PersonExport> {
  const records = await selectPersonRecords(tx, person);
  const leftOut = await selectPersonLeftOut(tx, person);
  const compared = await selectPersonCompared(tx, person);
  const ids = [...records, ...leftOut, ...compared].map(({ uploadId }) => uploadId);
  const uploads = new Map((await selectUploadsNamed(tx, person.tenantId, ids)).map((one) => [one.id, one]));
  const named = (uploadId: string) => uploads.get(uploadId) ?? nowhere(uploadId);
  const of = (uploadId: string) => viewOf(named(uploadId));
  return {
    identification: person.identification,
    exportedAt: new Date().toISOString(),
    holds: (await selectPersonHolds(tx, person.tenantId, person.key)).map(({ why, note, since, until }) => ({
      why,
      note,
      since: since.toISOString(),
      until: until?.toISOString().slice(0, 10) ?? null,
    })),
    accepted: (await selectPersonSnapshots(tx, person)).map(({ portfolio, state, obligations, balance, payload }) => ({
      ...{ portfolio, state, obligations, balance },
      data: parsed(payload),
    })),
    records: records.map(
      ({ uploadId, remoteText, settledAt, payload, source, sentOperation, sentServer, ...record }) => ({
        ...of(uploadId),
        ...(sentOperation === null ? {} : { operation: sentOperation, server: sentServer }),
        identification: record.identification,
        lines: record.lines,
        obligations: record.obligations,
        balance: record.balance,
        ...outcomeOf(record, named(uploadId)),
        evidence: record.evidence,
        crmText: remoteText,
        settledAt: settledAt?.toISOString() ?? null,
        statedBy: record.statedBy,
        note: record.note,
        sent: parsed(payload),
        rows: parsed(source),
      }),
    ),
    leftOut: leftOut.map(({ uploadId, identification, line, source, issues }) => ({
      ...of(uploadId),
      ...{ identification, line, issues },
      row: parsed(source),
    })),
    changes: compared.map(({ uploadId, change, changes }) => ({ ...of(uploadId), change: change ?? "gone", changes })),
  };
}

function outcomeOf(
  record: Pick<PersonRecord, "state" | "isVolatile" | "reason">,
  upload: PersonUpload,
): Pick<PersonRecordView, "outcome" | "reason"> {
  const { state, reason } = toldOf(record, upload);
  return { outcome: kindOf(state, record.isVolatile), reason };
}

function viewOf(upload: PersonUpload): PersonUploadView {
  return {
    uploadId: upload.id,
    fileName: upload.fileName,
    portfolio: upload.portfolio,
    loadedAt: upload.createdAt.toISOString(),
    confirmedAt: upload.confirmedAt?.toISOString() ?? null,
    operation: upload.confirmedOperation,
    server: upload.confirmedServer,
  };
}

function nowhere(uploadId: string): never {
  throw new Error(`upload ${uploadId} is gone`);
}

/** Stored JSON text; null once it is erased. */
function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
