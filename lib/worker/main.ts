import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { startWorker } from "./start-worker.ts";

const worker = await startWorker();

async function end(): Promise<void> {
  await worker.stop();
  await closeDatabase();
}

// Asked twice, it still ends in order: what is in flight may have arrived, and to drop it would leave its debtors unconfirmed.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
