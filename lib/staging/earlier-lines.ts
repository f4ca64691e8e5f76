import type { BulkClient } from "#lib/database/pool.ts";
import {
  type EarlierRecord,
  readEarlierLeftOut,
  selectEarlierRecords,
  selectTiedRows,
  type UploadFamily,
} from "#lib/database/retries/corrections.ts";
import { type EarlierDebtor, earlierLine, refusedLine, tiedLine } from "#lib/domain/correction/earlier-debtors.ts";
import { payloadDigest } from "#lib/domain/correction/payload-digest.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { isErasedName } from "#lib/domain/people/erased-name.ts";

/** Debtors read at once. */
const sliceSize = 5_000;

/**
 * A line for each debtor of an upload and its family, the left-out ones included, without erased people, of whom no
 * file can have a row; and one for each left-out row that is followed by its line. The same facts give the same lines.
 */
export async function* earlierLines(
  client: BulkClient,
  tenantId: string,
  family: UploadFamily,
  uploadId: string,
): AsyncGenerator<string> {
  // Left-out rows first, because a later line wins: if a debtor is in both, its record counts. (Rows that
  // only repeat another one are left out of a debtor that is sent.)
  for await (const debtors of readEarlierLeftOut(client, tenantId, family, uploadId, sliceSize)) {
    for (const { identification, rows, isSuperseded } of debtors)
      if (!isErasedName(identification))
        yield earlierLine(identification, { fate: isSuperseded ? "superseded" : "left_out", parts: rows, digest: "" });
  }
  for (const { line, identification } of await selectTiedRows(client, tenantId, family, uploadId))
    yield tiedLine(line, identification);
  for (const id of family.ids) {
    for (let after = -1; ; ) {
      const records = await selectEarlierRecords(client, tenantId, family, id, after, sliceSize);
      for (const record of records) {
        const { identification, isPast } = record;
        if (isErasedName(identification)) continue;
        const digest = digestOf(record);
        if (!isPast) yield earlierLine(identification, earlierOf(record, family.repeatBehaviour));
        else if (wasRefused(record) && digest !== "") yield refusedLine(identification, digest);
      }
      after = records.at(-1)?.ordinal ?? after;
      if (records.length < sliceSize) break;
    }
  }
}

function earlierOf(record: EarlierRecord, repeatBehaviour: RepeatBehaviour): EarlierDebtor {
  const { state, obligations: parts } = record;
  if (record.isTaken || state === "pending") return { fate: "in_retry", parts: 0, digest: "" };
  if (record.isSuperseded) return { fate: "superseded", parts: 0, digest: "" };
  if (record.isRenamed) return { fate: "renamed", parts: 0, digest: "" };
  const digest = digestOf(record);
  // Unchanged: the CRM has it, as an earlier upload brought it.
  if (state === "accepted" || state === "unchanged") return { fate: "accepted", parts, digest };
  if (state === "not_sent") return { fate: "open", parts, digest: "" };
  if (state === "unconfirmed")
    return repeatBehaviour === "updates"
      ? { fate: "open", parts, digest: "" }
      : { fate: "unconfirmed", parts: 0, digest: "" };
  return wasRefused(record) ? { fate: "rejected", parts, digest } : { fate: "open", parts, digest: "" };
}

/** Whether the CRM itself refused it. Any other rejection: a person or the portal looked and did not find it there. */
function wasRefused({ state, evidence }: EarlierRecord): boolean {
  return state === "rejected" && evidence !== "read_back" && evidence !== "person";
}

/** A record staged before digests existed has only its payload, and after that is erased neither. */
function digestOf({ digest, payload }: EarlierRecord): string {
  return digest ?? (payload === null ? "" : payloadDigest(payload));
}
