import { parentPort, workerData } from "node:worker_threads";
import { playShare } from "./play-share.ts";

// One of the threads of run.ts: plays its share and ends.
parentPort?.postMessage(await playShare(workerData));
