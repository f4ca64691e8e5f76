import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { startWorker } from "./start-worker.ts";

const worker = await startWorker();

async function end(): Promise<void> {
  await worker.stop();
  await closeDatabase();
}

// A repeated signal does not hurry it: dropping calls in flight, which may have arrived, would leave their
// debtors unconfirmed.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
