import type { Ctx } from "#lib/services/context.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { makePortfolio, makeTeam, type TenantSetup, testPassword } from "#tests/support/factories.ts";
import { limitMs } from "#tests/support/limit.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { makeTenantPortfolio, stageFor } from "#tests/support/snapshots/portfolio-run.ts";
import { type StagedDebtor, stagedDebtors } from "./staged-debtors.ts";

/** A new tenant with one upload of its one portfolio. */
export interface Load {
  readonly supervisor: Ctx & { readonly actor: { readonly email: string } };
  readonly tenantId: string;
  readonly operation: string;
  readonly token: string;
  readonly uploadId: string;
  readonly portfolioId: string;
  readonly staged: ReadonlyMap<string, StagedDebtor>;
  /** The tenant's CRM is known to update existing debtors. */
  readonly mayRepeat?: boolean;
}

export type LoadSetup = Omit<TenantSetup, "server">;

/** Stages an upload for a new tenant on this server and keeps what was staged. */
export async function stagedLoad(server: string, debtors: number, setup: LoadSetup = {}): Promise<Load> {
  const team = await makeTeam({ server, batchSize: 10, ...setup });
  const rows = makePortfolio(debtors);
  const portfolioId = await makeTenantPortfolio(team.tenantId, "Banco");
  const uploadId = await stageFor(team, portfolioId, rows);
  const staged = await stagedDebtors(uploadId, rows);
  return { ...team, uploadId, portfolioId, staged, mayRepeat: setup.repeatBehaviour === "updates" };
}

/** A {@link stagedLoad} that is also confirmed. */
export async function confirmedFor(server: string, debtors: number, setup: LoadSetup = {}): Promise<Load> {
  const load = await stagedLoad(server, debtors, setup);
  await confirmUpload(load.supervisor, { uploadId: load.uploadId });
  return load;
}

/** The supervisor's browser, signed in at a portal. */
export function browserOf({ supervisor }: Pick<Load, "supervisor">, portal: { url: string }): Promise<PortalClient> {
  return PortalClient.signIn(portal.url, supervisor.actor.email, testPassword);
}

/**
 * Repeats the check until it holds. Errors, such as an unreachable database, count as "not yet". Throws in the end,
 * naming what it waited for.
 */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs;
  let last: unknown;
  while (Date.now() < end) {
    const isSo = await holds().catch((error: unknown) => {
      last = error;
      return false;
    });
    if (isSo) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${limitMs / 1_000} s in vain: ${what}`, { cause: last });
}

export function viewOf({ supervisor, uploadId }: Pick<Load, "supervisor" | "uploadId">) {
  return showUpload(supervisor, { uploadId });
}

export async function untilFinished(loads: readonly Load[]): Promise<void> {
  for (const load of loads) await until("an upload finishes", async () => (await viewOf(load)).state === "finished");
}

export function untilBatchesDone(load: Load, batches: number): Promise<void> {
  return until(`${batches} batches are done`, async () => (await viewOf(load)).batchesDone >= batches);
}
