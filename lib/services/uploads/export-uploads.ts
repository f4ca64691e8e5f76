import { z } from "zod";
import { portalDatabase, tenantDatabase, tenantsDatabase } from "#lib/database/client.ts";
import { countUploads, selectUploads, type UploadFilter } from "#lib/database/uploads/uploads.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { renewed } from "../sessions/current-actor.ts";
import { hiddenByName } from "./hidden-by-name.ts";
import { historyFilter, historyInput, momentSchema } from "./history-input.ts";

const inputSchema = z.object({ ...historyInput, from: momentSchema.optional(), to: momentSchema.optional() });
export type ExportUploadsInput = z.input<typeof inputSchema>;

/** Uploads per query: the table is streamed. */
const sliceUploads = 200;

/**
 * Every upload that `listUploads` lists for the same filter, newest first, as a stream; before each slice session and
 * tenant are checked again.
 */
export async function exportUploads(ctx: Ctx, input: ExportUploadsInput): Promise<AsyncIterable<UploadView>> {
  const tenantIds = await authoriseTenants(ctx, "uploads.read", input.tenantId);
  const { from = null, to = null, tenantId, ...given } = parseInput(inputSchema, input);
  const conditions = historyFilter({ tenantId, ...given });
  const filter = { ...conditions, ...(await hiddenByName(tenantIds, conditions.text)), from, to };
  const uploads = await countUploads(tenantsDatabase(tenantIds), tenantIds, filter);
  const details = { group: "history", uploads };
  const [first] = tenantIds;
  if (tenantId === undefined || first === undefined)
    await recordAudit(portalDatabase(), ctx, "report_downloaded", { details });
  else await recordAudit(tenantDatabase(first), ctx, "report_downloaded", { tenantId: first, details });
  const mayGoOn = async () => authoriseTenants(await renewed(ctx), "uploads.read", tenantId);
  return uploadsOf(mayGoOn, filter);
}

async function* uploadsOf(
  mayGoOn: () => Promise<readonly TenantId[]>,
  filter: Omit<UploadFilter, "after" | "limit">,
): AsyncGenerator<UploadView> {
  for (let after: UploadFilter["after"] = null; ; ) {
    const tenantIds = await mayGoOn();
    const uploads = await selectUploads(tenantsDatabase(tenantIds), tenantIds, {
      ...filter,
      after,
      limit: sliceUploads,
    });
    yield* uploads;
    const last = uploads.at(-1);
    if (last === undefined || uploads.length < sliceUploads) return;
    after = { createdAt: new Date(last.createdAt), id: last.id };
  }
}
