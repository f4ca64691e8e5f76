import { z } from "zod";
import type { LeftOutSum, ReasonSum } from "#lib/domain/portfolio/receipt.ts";
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

/** Debtors rejected, or not sent, by reason, without the CRM's words: those may name somebody. */
export function sumByReason(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  state: "rejected" | "not_sent",
): Promise<ReasonSum[]> {
  return db.$queryRaw<ReasonSum[]>`
    SELECT reason, count(*)::int AS debtors, sum(obligations)::int AS obligations, sum(balance)::numeric(22, 2)::text AS balance
    FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = ${state}::"RecordState"
    GROUP BY reason ORDER BY count(*) DESC, reason`;
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
 * Who confirmed an upload, by the audit trail; null if that user is gone. Ids of entries are in the order of time, so
 * the trail is read from where the upload's own id was made, until its entry is found.
 */
export async function findConfirmer(db: Transaction, tenantId: string, uploadId: string): Promise<string | null> {
  const entry = await db.auditEntry.findFirst({
    where: {
      tenantId,
      subject: uploadId,
      action: "upload_confirmed",
      id: { gte: firstIdAt(timeOfId(uploadId) - clockMs) },
    },
    orderBy: { id: "asc" },
    select: { actorId: true },
  });
  if (entry === null || entry.actorId === null) return null;
  return (await db.user.findFirst({ where: { id: entry.actorId }, select: { name: true } }))?.name ?? null;
}
