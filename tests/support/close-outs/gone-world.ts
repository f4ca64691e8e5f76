import { closeOut } from "#lib/services/close-outs/close-out.ts";
import type { Ctx } from "#lib/services/context.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

type Rows = readonly (readonly string[])[];

export const idOf = (index: number) => String(10_000_000 + index);

/** The rows without these debtors. */
export const without = (rows: Rows, ...indexes: readonly number[]) =>
  rows.filter(([id]) => !indexes.some((index) => id === idOf(index)));

/** How a test makes a close-out: its words as the Spanish page gives them. */
export const closeOutWords = {
  fileName: "Cierre de Banco",
  headers: ["Identificación", "Nombre", "Obligación", "Saldo antes"],
};

export const makeCloseOut = (ctx: Ctx, uploadId: string, typedCount?: number) =>
  closeOut(ctx, { uploadId, ...closeOutWords, ...(typedCount === undefined ? {} : { typedCount }) });

/** A tenant whose CRM updates, with a portfolio whose first load of `rows` has been sent. */
export async function sentPortfolio(server: string, rows: Rows = makePortfolio(40), batchSize = 10) {
  const team = await makeTeam({ server, batchSize, repeatBehaviour: "updates" });
  const { supervisor, tenantId } = team;
  const portfolioId = await makePortfolioOf(tenantId);
  const stage = (day: Rows, options: Parameters<typeof stageLoad>[4] = {}) =>
    stageLoad(supervisor, tenantId, portfolioId, day, options);
  const send = async (day: Rows, options: Parameters<typeof stageLoad>[4] = {}) => {
    const uploadId = await stage(day, options);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    return uploadId;
  };
  const firstId = await send(rows);
  const rowOf = async (index: number) =>
    ownerDatabase().snapshotDebtor.findFirstOrThrow({ where: { portfolioId, identification: idOf(index) } });
  return { ...team, portfolioId, firstId, rows, stage, send, rowOf };
}

export type SentPortfolio = Awaited<ReturnType<typeof sentPortfolio>>;
