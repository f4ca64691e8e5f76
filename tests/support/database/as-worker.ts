import { type Connected, connectTo } from "#lib/database/client.ts";
import { onceAProcess } from "#lib/once-a-process.ts";

const own = onceAProcess<Connected>("database");
let portals: Connected | undefined;
let underWay = 0;

/** Runs `work` with a worker's role in place of the portal's, which tests have: what only a worker does. */
export async function asWorker<T>(work: () => Promise<T>): Promise<T> {
  if (underWay++ === 0) {
    portals = own.forget();
    own.get(() => connectTo(process.env.DATABASE_WORKER_URL ?? "", 5));
  }
  try {
    return await work();
  } finally {
    if (--underWay === 0) {
      const workers = own.forget();
      const before = portals;
      if (before !== undefined) own.get(() => before);
      await workers?.prisma.$disconnect();
      await workers?.pool.end();
    }
  }
}
