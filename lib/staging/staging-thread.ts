import { parentPort } from "node:worker_threads";
import { disconnectBulk, withBulkTransaction, withStagingTransaction } from "#lib/database/pool.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { compareAgain } from "./compare-again.ts";
import { deriveBatches } from "./derive-batches.ts";
import { LinesAhead } from "./lines-ahead.ts";
import { receiveItems } from "./receive-items.ts";
import { receiveRows } from "./receive-rows.ts";
import type {
  ComparisonJob,
  DerivationJob,
  StagingNotice,
  StagingOrder,
  StagingOutcome,
  StagingTask,
} from "./staging-orders.ts";
import { TotalsDiffer } from "./totals-differ.ts";

/** Rows between two notices of a derivation's progress. */
const rowsPerNotice = 10_000;
/** Each derivation holds one of the pool's connections until it ends, and arriving chunks must not wait for that. */
const derivationsAtOnce = 3;

// The other side of ask-staging-thread.ts: starts tasks as they come and answers each with its outcome.
const port = parentPort;
if (port === null) throw new Error("this module is a thread's, not a program's");

const linesAhead = new LinesAhead();
const waiting: (() => void)[] = [];
let deriving = 0;

port.on("message", (order: StagingOrder) => {
  if (order.kind === "task") void outcomeOf(order.key, order.task).then((outcome) => tell({ key: order.key, outcome }));
  else if (order.kind === "forget") linesAhead.take(order.uploadId);
  // With its connections closed and no more messages to come, the thread ends by itself.
  else void disconnectBulk().then(() => port.close());
});

async function outcomeOf(key: string, task: StagingTask): Promise<StagingOutcome> {
  try {
    if (task.kind === "rows") {
      return {
        kind: "done",
        chunks: await withBulkTransaction(task.chunk.tenantId, (client) => receiveRows(client, task, linesAhead)),
      };
    }
    if (task.kind === "items") await withBulkTransaction(task.part.tenantId, (client) => receiveItems(client, task));
    else if (task.kind === "derive") await inTurn(() => derive(key, task.job));
    else await inTurn(() => compare(task.job));
    return { kind: "done", chunks: 0 };
  } catch (error) {
    if (error instanceof TotalsDiffer) return { kind: "totals_differ", page: error.page, server: error.server };
    if (error instanceof AppError) return { kind: "refused", code: error.code, params: error.params };
    return { kind: "fault", error };
  }
}

/** Runs it once fewer than {@link derivationsAtOnce} others hold a connection. */
async function inTurn(work: () => Promise<void>): Promise<void> {
  if (deriving === derivationsAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else deriving++;
  try {
    await work();
  } finally {
    // Hands this place to the next in line, so `deriving` stays the same.
    const next = waiting.shift();
    if (next === undefined) deriving--;
    else next();
  }
}

async function derive(key: string, { tenantId, uploadId, by, spareCalls }: DerivationJob): Promise<void> {
  const ahead = linesAhead.take(uploadId);
  let told = 0;
  const onRows = (rows: number) => {
    if (rows < told + rowsPerNotice) return;
    told = rows;
    tell({ key, rows });
  };
  const options = { ahead, onRows, spareCalls };
  await withStagingTransaction(tenantId, (client) => deriveBatches(client, tenantId, uploadId, by, options));
}

async function compare({ tenantId, uploadId }: ComparisonJob): Promise<void> {
  await withStagingTransaction(tenantId, (client) => compareAgain(client, tenantId, uploadId));
}

function tell(notice: StagingNotice): void {
  port?.postMessage(notice);
}
