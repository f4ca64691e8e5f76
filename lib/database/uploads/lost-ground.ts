import { type PlaceInLine, placeInLine } from "#lib/domain/outcome/place-in-line.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { type HoldingStop, type LostGround, lostGrounds } from "#lib/domain/outcome/run-reasons.ts";
import { canSendChanges } from "#lib/domain/portfolio/comparison/sending.ts";
import type { Transaction } from "../client.ts";
import { findCloseOutStop } from "../close-outs/refused.ts";
import { selectLine } from "./uploads.ts";

interface Rests {
  readonly closesOutId: string | null;
  /** Debtors are still to be sent, and others are left out as unchanged. */
  readonly leavesOut: boolean;
  readonly repeatBehaviour: RepeatBehaviour;
  /** It was confirmed for another operation or server. */
  readonly isElsewhere: boolean;
  /** The CRM was said to update when it was confirmed, and is known to duplicate, and whom it still sends the CRM has. */
  readonly doubles: boolean;
}

/** What has changed since an upload was confirmed, so that it may not be sent as it is; null: it may. */
export async function findLostGround(db: Transaction, tenantId: string, uploadId: string): Promise<LostGround | null> {
  const stop = await findHoldingStop(db, tenantId, uploadId);
  return lostGrounds.find((ground) => ground === stop) ?? (stop === null ? null : "close_out_refused");
}

/** The same, in the words that its page has for it. */
export async function findHoldingStop(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<HoldingStop | null> {
  const [upload] = await db.$queryRaw<Rests[]>`
    SELECT u."closesOutId", u."pendingDebtors" > 0 AND u."unchangedDebtors" > 0 AS "leavesOut", t."repeatBehaviour",
      (u."confirmedOperation", u."confirmedServer") IS DISTINCT FROM (t.operation, t.server) AS "isElsewhere",
      u."confirmedRepeats" = 'updates' AND t."repeatBehaviour" = 'duplicates' AND u."closesOutId" IS NULL AND EXISTS (
        SELECT FROM "Record" r WHERE r."tenantId" = u."tenantId" AND r."uploadId" = u.id AND r.state = 'pending' AND (r.change <> 'new'
          -- A retry was not compared. Who is uncertain is looked up before it is sent again.
          OR r.change IS NULL AND EXISTS (SELECT FROM "SnapshotDebtor" s
            WHERE s."tenantId" = u."tenantId" AND s.identification = r.identification AND s.state <> 'uncertain' OFFSET 0))
      ) AS doubles
    FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId" WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid`;
  if (upload === undefined) return null;
  if (upload.leavesOut && upload.isElsewhere) return "compared_elsewhere";
  // As confirming refuses to leave them out.
  if (upload.leavesOut && !canSendChanges(upload.repeatBehaviour)) return "updates_unknown";
  if (upload.doubles) return "duplicates_now";
  if (upload.closesOutId === null) return null;
  return findCloseOutStop(db, tenantId, { id: uploadId, closesOutId: upload.closesOutId });
}

/** Its place in the line of its tenant, with what keeps the upload that holds up the line from going on. */
export async function findPlaceInLine(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<PlaceInLine | null> {
  const place = placeInLine(await selectLine(db, tenantId), uploadId);
  if (place === null || place.held === null) return place;
  const stopHolds = await findHoldingStop(db, tenantId, place.held.id);
  return stopHolds === null ? place : { ...place, held: { ...place.held, stopHolds } };
}
