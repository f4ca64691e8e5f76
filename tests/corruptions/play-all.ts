import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ShareOrder } from "./play-share.ts";
import { type Share, Tally } from "./tally.ts";

export interface Order {
  readonly seed: number;
  readonly cases: number;
  readonly untouched: number;
  readonly only: string;
  readonly folder: string;
  readonly threads: number;
}

/** Plays the cases of a seed on several threads. */
export async function playAll({ seed, cases, untouched, only, folder, threads }: Order): Promise<Tally> {
  const tally = new Tally();
  const shareOf = (count: number, thread: number): number[] =>
    Array.from({ length: count }, (_, number) => number).filter((number) => number % threads === thread);
  const shares = Array.from({ length: threads }, async (_, thread): Promise<Share> => {
    const order: ShareOrder = {
      seed,
      numbers: shareOf(cases, thread),
      untouched: shareOf(untouched, thread),
      only,
      folder,
    };
    const worker = new Worker(new URL("./thread.ts", import.meta.url), { workerData: order });
    const ended = once(worker, "exit").then(([code]) => {
      throw new Error(`thread ${thread} ended with ${code} before its share was played`);
    });
    const [share] = await Promise.race([once(worker, "message"), ended]);
    return share;
  });
  for (const share of await Promise.all(shares)) tally.add(share);
  return tally;
}
