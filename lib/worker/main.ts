import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { CommandRefused } from "#lib/services/operations/command-refused.ts";
import { startWorker } from "./start-worker.ts";

const worker = await startWorker().catch((error: unknown) => {
  if (!(error instanceof CommandRefused)) throw error;
  console.error(error.message);
  process.exit(1);
});

async function end(): Promise<void> {
  await worker.stop();
  await closeDatabase();
}

// A repeated signal does not hurry it: dropping calls in flight, which may have arrived, would leave their
// debtors unconfirmed.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
