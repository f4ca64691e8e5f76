import { join } from "node:path";
import { startChild, stopChild } from "./child.ts";
import { workerArguments } from "./commands.ts";
import { logFileIn } from "./log.ts";
import { isStillRunning, readRunning } from "./running-file.ts";
import { definedOnly, givenEnvironment, projectRoot, workerEnvironment } from "./settings.ts";
import { describeEnd } from "./supervise.ts";

// One more worker: beside a running `npm run up`, with its settings; or, with DATABASE_WORKER_URL set, on any
// machine against that database.
const dataFolder = join(projectRoot, ".data");
const given = givenEnvironment();
const running = readRunning(dataFolder);

const isAlone = given.DATABASE_WORKER_URL !== undefined;
if (!isAlone && (running === undefined || !isStillRunning(running.up))) {
  console.error("Nothing runs from this folder: start `npm run up` first, or set DATABASE_WORKER_URL and SECRET_KEYS.");
  process.exit(1);
}
const settings = definedOnly({ ...given, ...(isAlone ? {} : running?.env) });
const env = workerEnvironment({ ...settings, NODE_ENV: "production" });

const logFile = logFileIn(dataFolder, `worker-${process.pid}`);
const worker = startChild("worker", workerArguments, env, logFile);

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void stopChild(worker);
  });
}
// Only now does Ctrl-C stop it.
console.log(`A further worker runs (process ${worker.process.pid}); its log is ${logFile}. Ctrl-C stops it.`);
const { code, signal } = await worker.ended;
if (!isStopping) console.error(describeEnd(worker, code, signal));
process.exit(isStopping ? 0 : 1);
