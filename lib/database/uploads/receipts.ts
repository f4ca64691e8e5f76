import { z } from "zod";
import { sumOf } from "#lib/domain/outcome/control-sums.ts";
import type { LeftOutSum, ReasonSum, SentSum } from "#lib/domain/portfolio/receipt.ts";
import { wordsInCommon } from "#lib/domain/portfolio/words-in-common.ts";
import type { Transaction } from "../client.ts";
import { firstIdAt, timeOfId } from "../new-id.ts";
import { reasonedRows } from "../records/left-out-reasons.ts";

export interface ReceiptHead {
  readonly fileSha256: string;
  readonly cutOff: string | null;
  readonly loadKind: "whole" | "part" | "additions";
  readonly partNumber: number | null;
  readonly partCount: number | null;
  readonly portfolioName: string | null;
  readonly creditor: string | null;
  /** When the file came: for a retry or correction, that of the first upload. */
  readonly receivedAt: Date;
  readonly timeZone: string;
  readonly country: string;
}

/** What a receipt needs of an upload beyond its view; of its mapping, which can be large, only the cut-off. */
export async function findReceiptHead(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<ReceiptHead | null> {
  const [head = null] = await db.$queryRaw<ReceiptHead[]>`
    SELECT u."fileSha256", u.mapping->>'cutOff' AS "cutOff", u."loadKind"::text AS "loadKind", u."partNumber", u."partCount",
      p.name AS "portfolioName", p.creditor, t."timeZone", t.country, (
        WITH RECURSIVE origin AS (
          SELECT u."createdAt", u."retryOfId"
          UNION ALL SELECT o."createdAt", o."retryOfId" FROM origin n JOIN "Upload" o ON o."tenantId" = u."tenantId" AND o.id = n."retryOfId"
        ) SELECT min("createdAt") FROM origin
      ) AS "receivedAt"
    FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId" LEFT JOIN "Portfolio" p ON p."tenantId" = u."tenantId" AND p.id = u."portfolioId"
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid`;
  return head === null ? null : { ...head, cutOff: z.iso.date().safeParse(head.cutOff).data ?? null };
}

/**
 * Left-out rows that count in the upload's left-out totals, by reason ({@link reasonedRows}). The sums are exact and
 * count nobody twice.
 */
export function sumLeftOut(db: Transaction, tenantId: string, uploadId: string): Promise<LeftOutSum[]> {
  return db.$queryRaw<LeftOutSum[]>`
    WITH ${reasonedRows(tenantId, uploadId)}
    SELECT g.code, u.headers[g."column" + 1] AS header, g.rows, g.debtors, g.obligations, g.balance
    FROM (
      SELECT code, "column", count(*)::int AS rows, count(DISTINCT identification)::int AS debtors,
        sum(obligations)::int AS obligations, sum(balance)::numeric(22, 2)::text AS balance
      FROM reasoned WHERE obligations IS NOT NULL GROUP BY 1, 2
    ) AS g JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
    ORDER BY g.rows DESC, g.code, g."column"`;
}

/** Debtors not sent, by reason. */
export function sumNotSent(db: Transaction, tenantId: string, uploadId: string): Promise<ReasonSum[]> {
  return db.$queryRaw<ReasonSum[]>`
    SELECT reason, NULL AS said, count(*)::int AS debtors, sum(obligations)::int AS obligations, sum(balance)::numeric(22, 2)::text AS balance
    FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = 'not_sent'
    GROUP BY reason ORDER BY count(*) DESC, reason`;
}

/** As many of the CRM's wordings get a line of their own. */
const wordings = 12;

/**
 * Debtors rejected, by reason, and where the CRM named each of them by what it said of several. What it says of one, or
 * of a whole call, may name somebody.
 */
export async function sumRejected(db: Transaction, tenantId: string, uploadId: string): Promise<ReasonSum[]> {
  const rows = await db.$queryRaw<(Omit<ReasonSum, "said"> & { one: string | null; other: string | null })[]>`
    WITH alike AS (
      SELECT reason, "rejectionKey" AS key, count(*)::int AS debtors, sum(obligations)::int AS obligations, sum(balance) AS balance,
        min(ordinal) AS first, max(ordinal) AS last,
        row_number() OVER (ORDER BY reason = 'named_failure' DESC, count(*) DESC, min(ordinal)) <= ${wordings}
          AND reason = 'named_failure' AND count(*) > 1 AND bool_and("remoteText" IS NOT NULL) AS "isWorded"
      FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = 'rejected' GROUP BY 1, 2
    ), summed AS (
      SELECT reason, debtors, obligations, balance, first, last FROM alike WHERE "isWorded" IS TRUE
      UNION ALL
      SELECT reason, sum(debtors)::int, sum(obligations)::int, sum(balance), NULL, NULL FROM alike WHERE "isWorded" IS NOT TRUE GROUP BY 1
    )
    SELECT s.reason, s.debtors, s.obligations, s.balance::numeric(22, 2)::text AS balance, a."remoteText" AS one, b."remoteText" AS other
    FROM summed s
    LEFT JOIN "Record" a ON a."tenantId" = ${tenantId}::uuid AND a."uploadId" = ${uploadId}::uuid AND a.ordinal = s.first
    LEFT JOIN "Record" b ON b."tenantId" = ${tenantId}::uuid AND b."uploadId" = ${uploadId}::uuid AND b.ordinal = s.last
    ORDER BY s.debtors DESC, s.reason, s.first`;
  const worded = rows.map(({ one, other, ...sum }) => ({
    ...sum,
    said: one === null || other === null ? null : wordsInCommon(one, other),
  }));
  const alike = Map.groupBy(worded, ({ reason, said }) => JSON.stringify([reason, said]));
  return [...alike.values()].flatMap((sums) => sums.slice(0, 1).map((first) => ({ ...first, ...sumOf(sums) })));
}

/** Debtors accepted, by where their last call went; only what went elsewhere than the upload was confirmed for. */
export function sumAcceptedElsewhere(db: Transaction, tenantId: string, uploadId: string): Promise<SentSum[]> {
  return db.$queryRaw<SentSum[]>`
    SELECT b."sentOperation" AS operation, b."sentServer" AS server, count(*)::int AS debtors,
      sum(r.obligations)::int AS obligations, sum(r.balance)::numeric(22, 2)::text AS balance
    FROM "Upload" u
    JOIN "Batch" b ON b."tenantId" = u."tenantId" AND b."uploadId" = u.id
      AND (b."sentOperation", b."sentServer") <> (u."confirmedOperation", u."confirmedServer")
    JOIN "Record" r ON r."tenantId" = b."tenantId" AND r."batchId" = b.id AND r.state = 'accepted'
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
    GROUP BY 1, 2 ORDER BY 1, 2`;
}

/**
 * When a figure of an upload that is over last changed: when its last debtor settled, or one that a retry or correction
 * took over from it was accepted there, or in a retry of that one.
 */
export async function findFiguresAt(db: Transaction, tenantId: string, uploadId: string): Promise<Date> {
  const [found] = await db.$queryRaw<{ at: Date }[]>`
    WITH RECURSIVE takers AS (
      SELECT "intoId" AS id FROM "Takeover" WHERE "tenantId" = ${tenantId}::uuid AND "fromId" = ${uploadId}::uuid
      UNION SELECT t."intoId" FROM takers k JOIN "Takeover" t ON t."tenantId" = ${tenantId}::uuid AND t."fromId" = k.id
    )
    SELECT greatest(u."confirmedAt", u."finishedAt", u."overSince", (
      SELECT max(r."settledAt") FROM takers k JOIN "Record" r ON r."tenantId" = ${tenantId}::uuid AND r."uploadId" = k.id
      WHERE r.state = 'accepted'
    )) AS at
    FROM "Upload" u WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid`;
  if (found === undefined) throw new Error(`upload ${uploadId} is gone`);
  return found.at;
}

/** Clocks of portals differ by less. */
const clockMs = 3_600_000;

/**
 * Who confirmed or cancelled an upload, by the audit trail; null if that user is gone. Ids of entries are in the order of time, so
 * the trail is read from where the upload's own id was made, until its entry is found.
 */
export async function findActor(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  action: "upload_confirmed" | "upload_cancelled",
): Promise<string | null> {
  const entry = await db.auditEntry.findFirst({
    where: {
      tenantId,
      subject: uploadId,
      action,
      id: { gte: firstIdAt(timeOfId(uploadId) - clockMs) },
    },
    orderBy: { id: "asc" },
    select: { actorId: true },
  });
  if (entry === null || entry.actorId === null) return null;
  return (await db.user.findFirst({ where: { id: entry.actorId }, select: { name: true } }))?.name ?? null;
}
