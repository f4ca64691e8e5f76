import { newId } from "#lib/database/new-id.ts";
import type { Evidence, Outcome } from "#lib/domain/outcome/outcome.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

/** A debtor as a test sends it: its name stands for all its own values, its balance for its obligations. */
export interface TestDebtor {
  readonly identification: string;
  readonly name: string;
  readonly balance: number;
  readonly obligation?: string;
}

export function payloadOf({ identification, name, balance, obligation = `${identification}-1` }: TestDebtor): string {
  const obligations = [{ id: obligation, name: "Tarjeta", total_balance: `${balance}.00` }];
  return JSON.stringify({ Identification: identification, Name: name, Obligations: obligations });
}

/** A new tenant with so many portfolios. */
export async function makePortfolios(count: number) {
  const team = await makeTeam({ server: "crm01.wolkvox.com" });
  const { tenantId } = team;
  const portfolioIds: string[] = [];
  for (let index = 0; index < count; index++) {
    const id = newId();
    await ownerDatabase().portfolio.create({ data: { id, tenantId, name: `Cartera ${index}` } });
    portfolioIds.push(id);
  }
  return { ...team, portfolioIds };
}

export type PortfolioTeam = Awaited<ReturnType<typeof makePortfolios>>;

export interface MadeUpload {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly batchId: string;
}

/**
 * An upload that runs, with one batch whose call has just been sent. It is written into the tables, so that a test
 * says in which order things settle. Its place in the line is `place` seconds after a fixed time.
 */
export async function makeRunning(
  team: Pick<PortfolioTeam, "tenantId" | "supervisor">,
  portfolioId: string | null,
  place: number,
  debtors: readonly TestDebtor[],
  { closesOutId = null as string | null, isAdditions = false } = {},
): Promise<MadeUpload> {
  const [uploadId, batchId] = [newId(), newId()];
  const { tenantId } = team;
  const balance = debtors.reduce((sum, debtor) => sum + debtor.balance, 0);
  const count = debtors.length;
  await ownerDatabase().$transaction(async (tx) => {
    await tx.upload.create({
      data: {
        ...{ id: uploadId, tenantId, createdById: team.supervisor.actor.userId, portfolioId, closesOutId },
        ...(isAdditions ? { loadKind: "additions" } : {}),
        ...{ fileName: "cartera.csv", fileBytes: 1n, fileSha256: uploadId, headers: [], mapping: {}, fields: [] },
        ...{ country: "CO", currency: "COP", batchSize: 100, rowCount: count, chunkCount: 1, batchCount: 1 },
      },
    });
    await tx.batch.create({
      data: {
        ...{
          id: batchId,
          tenantId,
          uploadId,
          ordinal: 0,
          debtors: count,
          obligations: count,
          balance,
          bytes: 1,
          sha256: "",
        },
        ...{ state: "sending", fence: 1, attempts: 1, sentAt: fromNow(), leaseUntil: fromNow(60_000) },
      },
    });
    await tx.record.createMany({
      data: debtors.map((debtor, ordinal) => ({
        ...{ tenantId, uploadId, batchId, ordinal, identification: debtor.identification, lines: [ordinal + 2] },
        ...{ obligations: 1, balance: debtor.balance, payload: payloadOf(debtor), digest: digestOf(debtor) },
        stableDigest: `stable ${digestOf(debtor)}`,
      })),
    });
    await tx.$executeRaw`
      UPDATE "Upload" SET state = 'staged', "stagedAt" = now(), "fileDebtors" = ${count}::int, "stagedDebtors" = ${count}::int,
        "fileObligations" = ${count}::int, "stagedObligations" = ${count}::int, "fileBalance" = ${balance}, "stagedBalance" = ${balance},
        "fileRows" = ${count}::int, "stagedRows" = ${count}::int,
        "confirmedAt" = timestamptz '2026-01-01' + ${place} * interval '1 second'
      WHERE id = ${uploadId}::uuid`;
    for (const state of ["queued", "running"] as const)
      await tx.upload.update({ where: { id: uploadId }, data: { state } });
  });
  return { tenantId, uploadId, batchId };
}

export function digestOf({ name, balance, obligation = "" }: Omit<TestDebtor, "identification">): string {
  return `${name} ${balance} ${obligation}`;
}

export interface Settled {
  readonly identification: string;
  readonly state: Outcome;
  readonly evidence?: Evidence;
}

/** Settles debtors of an upload in one statement, as every settle does: acceptance erases the payload. */
export async function settle({ uploadId }: MadeUpload, settled: readonly Settled[]): Promise<void> {
  await ownerDatabase().$executeRaw`
    UPDATE "Record" r SET state = o.state::"RecordState", evidence = o.evidence::"Evidence", reason = 'test',
      "statedBy" = CASE WHEN o.evidence = 'person' THEN 'Ana' END, "settledAt" = now(),
      payload = CASE WHEN o.state = 'accepted' THEN NULL ELSE r.payload END
    FROM unnest(${settled.map((one) => one.identification)}::text[], ${settled.map((one) => one.state as string)}::text[],
      ${settled.map((one) => one.evidence ?? null)}::text[]) AS o(identification, state, evidence)
    WHERE r."uploadId" = ${uploadId}::uuid AND r.identification = o.identification`;
}

/** The snapshot of a portfolio by identification. `balance` null: nothing was ever accepted. */
export async function snapshotOf(portfolioId: string) {
  const rows = await ownerDatabase().snapshotDebtor.findMany({
    where: { portfolioId },
    orderBy: { identification: "asc" },
  });
  return new Map(
    rows.map(({ identification, state, digest, payload, uploadId, since }) => [
      identification,
      { state, isSure: digest !== "", payload, uploadId, isSince: since !== null },
    ]),
  );
}
