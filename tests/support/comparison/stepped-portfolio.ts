import type { Load } from "#lib/domain/portfolio/load.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { goneLists } from "#lib/domain/views/close-out-view.ts";
import { workOnTenant } from "#lib/sending/work-on-tenant.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { makeTeam, stage as stageUpload, type TenantSetup } from "../factories.ts";
import { explainStops, makePortfolioOf } from "./portfolio-load.ts";

type Rows = readonly (readonly string[])[];

/** A portfolio of a tenant of its own, whose line is sent only when a test says so. Needs a stage without a worker. */
export async function steppedPortfolio(server: string, over: Pick<TenantSetup, "obligations"> = {}) {
  const { supervisor, tenantId } = await makeTeam({ server, batchSize: 10, repeatBehaviour: "updates", ...over });
  const portfolioId = await makePortfolioOf(tenantId);
  const stage = (rows: Rows, load: Load = { kind: "whole" }, setAside: readonly SetAsideRow[] = []) =>
    stageUpload(supervisor, tenantId, rows, { setAside, of: { portfolioId, load } });
  /** As a person does who looks again at figures that have moved. */
  const confirm = async (uploadId: string) => {
    for (let attempt = 1; ; attempt++) {
      await explainStops(supervisor, uploadId);
      try {
        return await confirmUpload(supervisor, { uploadId, beginsSet: true });
      } catch (error) {
        if ((error as { code?: string }).code !== "comparison_moved" || attempt === 3) throw error;
      }
    }
  };
  /** Sends all that is in line. */
  const drain = () =>
    asWorker(async () => {
      const control = { signal: new AbortController().signal, onSent: () => undefined };
      for (let again: string = "now"; again !== "never"; )
        ({ again } = await workOnTenant(tenantId, { ...control, until: fromNow(20_000).getTime() }));
    });
  return {
    supervisor,
    tenantId,
    portfolioId,
    stage,
    confirm,
    drain,
    send: async (rows: Rows, load?: Load) => {
      const uploadId = await stage(rows, load);
      await confirm(uploadId);
      await drain();
      return uploadId;
    },
    /** As if everything had been settled long ago. */
    age: () =>
      ownerDatabase()
        .$executeRaw`UPDATE "Record" SET "settledAt" = "settledAt" - interval '1 hour' WHERE "tenantId" = ${tenantId}::uuid`,
    /** Who stands in the snapshot, with all that is accepted of them. */
    snapshot: () =>
      ownerDatabase().snapshotDebtor.findMany({
        where: { portfolioId },
        orderBy: { identification: "asc" },
        select: { identification: true, state: true, digest: true, obligations: true, balance: true, payload: true },
      }),
    /** What the pages say of who and what is gone, whatever the uploads are called that say so. */
    told: async () => {
      const lists = goneLists.map(async (list) => {
        const { items } = await listGone(supervisor, { portfolioId, list, limit: 200 });
        return [
          list,
          items.map(({ identification, name, balance, numbers }) => [identification, name, balance, numbers]),
        ];
      });
      const { snapshot } = await showPortfolio(supervisor, { portfolioId });
      const { totals, loads } = await showGone(supervisor, { portfolioId });
      const named = loads.map(({ debtors, balance, staying, refusals }) => ({ debtors, balance, staying, refusals }));
      return { ...Object.fromEntries(await Promise.all(lists)), totals, snapshot, named };
    },
  };
}

export type SteppedPortfolio = Awaited<ReturnType<typeof steppedPortfolio>>;
