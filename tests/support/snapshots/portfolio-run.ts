import { newId } from "#lib/database/new-id.ts";
import type { Ctx } from "#lib/services/context.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

export async function makeTenantPortfolio(tenantId: string, name: string): Promise<string> {
  const id = newId();
  await ownerDatabase().portfolio.create({ data: { id, tenantId, name } });
  return id;
}

/** The rows of debtors `from` to `to` as another creditor sends them: the same people with obligations of its own. */
export function rowsOf(creditor: string, from: number, to: number, cut: (row: string[]) => string[] = (row) => row) {
  return makePortfolio(to)
    .filter(([identification]) => Number(identification) >= 10_000_000 + from)
    .map((row) => cut(row.map((cell, column) => (column === 5 ? `${creditor}-${cell}` : cell))));
}

/** Stages these rows as a load of the portfolio (null: of none). */
export async function stageFor(
  { supervisor, tenantId }: { readonly supervisor: Ctx; readonly tenantId: string },
  portfolioId: string | null,
  rows: readonly (readonly string[])[],
): Promise<string> {
  const uploadId = await stage(supervisor, tenantId, rows);
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { portfolioId } });
  return uploadId;
}

/** Stages, confirms and waits for the end. */
export async function sendFor(
  team: { readonly supervisor: Ctx; readonly tenantId: string },
  portfolioId: string | null,
  rows: readonly (readonly string[])[],
): Promise<string> {
  const uploadId = await stageFor(team, portfolioId, rows);
  await confirmUpload(team.supervisor, { uploadId });
  await waitForUpload(team.supervisor, uploadId, ["finished"]);
  return uploadId;
}
