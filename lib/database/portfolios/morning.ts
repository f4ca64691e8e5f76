import { completenessOf } from "#lib/domain/outcome/completeness.ts";
import { type HeldOut, nobodyHeld } from "#lib/domain/outcome/held-out.ts";
import { type UploadState, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Load } from "#lib/domain/portfolio/load.ts";
import type { Transaction } from "../client.ts";
import { isDeadCloseOut } from "../close-outs/refused.ts";
import { isConfirmedFile } from "../comparison/whole-files.ts";
import { countHeldPending } from "../holds/held-of-upload.ts";
import { part } from "../sql-text.ts";
import { selectHeldOut } from "./held-out.ts";

/** Confirmed loads of a portfolio, of which a line shows the last five; the index has them as they were begun, not as confirmed. */
const loadsRead = 7;

/** Uploads that are not over. */
const open = ["staged", ...uploadGroups.inLine] as const;

/**
 * Portfolios of the tenants that are not at rest, or have an upload that is not over, with what says when their loads are
 * expected.
 */
export function selectExpectations(db: Transaction, tenantIds: readonly string[]) {
  const tenantId = { in: [...tenantIds] };
  return db.portfolio.findMany({
    where: { tenantId, OR: [{ restingSince: null }, { uploads: { some: { tenantId, state: { in: [...open] } } } }] },
    select: {
      id: true,
      name: true,
      creditor: true,
      restingSince: true,
      expectedDays: true,
      expectedMinute: true,
      createdAt: true,
      tenant: { select: { id: true, name: true, country: true, timeZone: true } },
    },
  });
}

export type Expectation = Awaited<ReturnType<typeof selectExpectations>>[number];

/** An upload of a portfolio in the figures that a line of the morning needs. Balances are decimals with two places. */
export interface MorningUploadRow {
  readonly id: string;
  readonly portfolioId: string;
  readonly state: UploadState;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
  readonly loadKind: Load["kind"];
  /** A retry, correction or close-out. */
  readonly isFollowUp: boolean;
  /** A close-out whose load was cancelled, or a part of its set: it sends nobody, and can only be discarded or cancelled. */
  readonly isBlocked: boolean;
  /** Confirmed, and not cancelled for good. */
  readonly isConfirmedFile: boolean;
  readonly isOdd: boolean;
  readonly currency: string;
  readonly fileDebtors: number;
  readonly fileBalance: string;
  readonly pendingDebtors: number;
  /** Those of them who are held now, and are not sent. */
  readonly heldPending: number;
  /** Debtors that the CRM has, also by a later upload; debtors, rows and obligations that were left out and it has not. */
  readonly acceptedDebtors: number;
  /** Those of them that it had before. */
  readonly unchangedDebtors: number;
  /** Debtors with an outcome of the CRM, here or in a later upload. */
  readonly sentDebtors: number;
  /** Debtors that certainly did not get in here. */
  readonly failedDebtors: number;
  readonly isErased: boolean;
  readonly leftOutDebtors: number;
  readonly leftOutRows: number;
  readonly leftOutObligations: number;
  /** What of these is kept out by today's hold list; of a load only. */
  readonly held: HeldOut;
}

/**
 * The last confirmed loads of each portfolio, and every upload of them that is not over.
 */
export async function selectMorningUploads(
  db: Transaction,
  tenantIds: readonly string[],
  portfolioIds: readonly string[],
): Promise<MorningUploadRow[]> {
  const uploads = await db.$queryRaw<Omit<MorningUploadRow, "held" | "heldPending">[]>`
    WITH shown AS (
      SELECT load.id FROM unnest(${[...portfolioIds]}::uuid[]) AS asked(id) CROSS JOIN LATERAL (
        SELECT u.id FROM "Upload" u
        WHERE u."portfolioId" = asked.id AND u."tenantId" = ANY(${[...tenantIds]}::uuid[]) AND u."stagedAt" IS NOT NULL
          AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL AND u."confirmedAt" IS NOT NULL
        ORDER BY u."createdAt" DESC LIMIT ${loadsRead}
      ) AS load
      UNION
      SELECT u.id FROM "Upload" u
      WHERE u."tenantId" = ANY(${[...tenantIds]}::uuid[]) AND u.state = ANY(${[...open]}::"UploadState"[])
        AND u."portfolioId" = ANY(${[...portfolioIds]}::uuid[])
    )
    SELECT u.id, u."portfolioId", u.state::text AS state, u."createdAt", u."confirmedAt", u."loadKind"::text AS "loadKind",
      u."retryOfId" IS NOT NULL OR u."closesOutId" IS NOT NULL AS "isFollowUp",
      ${part(isDeadCloseOut)} AS "isBlocked",
      ${part(isConfirmedFile)} AS "isConfirmedFile",
      m.reason IS NULL AND coalesce(m."isStopped" OR jsonb_array_length(m.oddities) > 0, false) AS "isOdd",
      u.currency, u."fileDebtors", u."fileBalance"::text AS "fileBalance", u."pendingDebtors",
      u."acceptedDebtors" + u."unchangedDebtors" + later.debtors AS "acceptedDebtors", u."unchangedDebtors",
      u."acceptedDebtors" + u."rejectedDebtors" + u."unconfirmedDebtors" + later.debtors AS "sentDebtors",
      u."rejectedDebtors" + u."notSentDebtors" AS "failedDebtors", u."erasedAt" IS NOT NULL AS "isErased",
      u."leftOutDebtors" - later."leftOut" AS "leftOutDebtors",
      u."leftOutRows" - later.rows AS "leftOutRows", u."leftOutObligations" - later.obligations AS "leftOutObligations"
    FROM shown JOIN "Upload" u ON u.id = shown.id
    LEFT JOIN "LoadMeasures" m ON m."uploadId" = u.id AND m."tenantId" = u."tenantId"
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(t."laterRejected" + t."laterUnconfirmed" + t."laterNotSent" + t."laterLeftOutDebtors"), 0)::int AS debtors,
        coalesce(sum(t."laterLeftOutDebtors"), 0)::int AS "leftOut",
        coalesce(sum(t."laterLeftOutRows"), 0)::int AS rows, coalesce(sum(t."laterLeftOutObligations"), 0)::int AS obligations
      FROM "Takeover" t WHERE t."fromId" = u.id AND t."tenantId" = u."tenantId"
    ) AS later`;
  const incomplete = uploads.filter((upload) => !upload.isFollowUp && completenessOf(upload) !== "whole");
  const unsent = uploads.filter(
    ({ state, isBlocked, pendingDebtors }) => pendingDebtors > 0 && !isBlocked && open.some((one) => one === state),
  );
  const idsOf = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id);
  const [held, heldPending] = await Promise.all([
    selectHeldOut(db, tenantIds, idsOf(incomplete)),
    countHeldPending(db, tenantIds, idsOf(unsent)),
  ]);
  return uploads.map((upload) => ({
    ...upload,
    held: held.get(upload.id) ?? nobodyHeld,
    heldPending: heldPending.get(upload.id) ?? 0,
  }));
}
