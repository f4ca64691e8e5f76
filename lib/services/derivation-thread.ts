import { parentPort } from "node:worker_threads";
import { disconnectBulk, withBulkTransaction } from "#lib/database/pool.ts";
import { AppError } from "./app-error.ts";
import type { DerivationJob, DerivationNotice, DerivationOrder, DerivationOutcome } from "./derivation-notices.ts";
import { deriveBatches } from "./derive-batches.ts";
import { LinesAhead } from "./lines-ahead.ts";
import { TotalsDiffer } from "./totals-differ.ts";

/** Rows between two notices of how far a derivation is. */
const rowsPerNotice = 10_000;

// The other side of derive-in-thread.ts: takes jobs one after the other as they come, and answers each with what became of it.
const port = parentPort;
if (port === null) throw new Error("this module is a thread's, not a program's");

const linesAhead = new LinesAhead();

port.on("message", (order: DerivationOrder) => {
  if (order.kind === "chunk") linesAhead.add(order.chunk);
  else if (order.kind === "forget") linesAhead.take(order.uploadId);
  else if (order.kind === "derive")
    void derive(order.job).then((outcome) => tell({ uploadId: order.job.uploadId, outcome }));
  // With its connections given back and nobody to listen to, the thread ends by itself.
  else void disconnectBulk().then(() => port.close());
});

async function derive({ tenantId, uploadId, by }: DerivationJob): Promise<DerivationOutcome> {
  const ahead = linesAhead.take(uploadId);
  let told = 0;
  const onRows = (rows: number) => {
    if (rows < told + rowsPerNotice) return;
    told = rows;
    tell({ uploadId, rows });
  };
  try {
    await withBulkTransaction((client) => deriveBatches(client, tenantId, uploadId, by, { ahead, onRows }));
    return { kind: "derived" };
  } catch (error) {
    if (error instanceof TotalsDiffer) return { kind: "totals_differ", page: error.page, server: error.server };
    if (error instanceof AppError) return { kind: "refused", code: error.code, params: error.params };
    return { kind: "fault", error };
  }
}

function tell(notice: DerivationNotice): void {
  port?.postMessage(notice);
}
