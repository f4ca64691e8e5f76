import { setTimeout as sleep } from "node:timers/promises";
import { type Child, isRunning, lastLines, stopChild } from "./child.ts";

const shortestPauseMs = 1000;
const longestPauseMs = 30_000;
/** A process that lived this long was well: the next pause is the shortest one again. */
const healthyAfterMs = 60_000;

export interface Supervised {
  /** The process as it is now; another one after a restart. */
  current(): Child;
  stop(): Promise<void>;
}

/** Keeps a process running: started again after it ends, with growing pauses. `tell` says each time what happened. */
export function keepRunning(
  start: () => Child,
  tell: (line: string) => void,
  onStart: () => void = () => undefined,
): Supervised {
  const stopping = new AbortController();
  let child = start();
  let pauseMs = shortestPauseMs;

  const watch = async () => {
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      const { code, signal } = await child.ended;
      if (stopping.signal.aborted) return;
      pauseMs = performance.now() - startedAt > healthyAfterMs ? shortestPauseMs : pauseMs;
      tell(`${describeEnd(child, code, signal)}\nStarting it again in ${pauseMs / 1000} s.`);
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (stopping.signal.aborted) return;
      child = start();
      onStart();
    }
  };
  const watching = watch();

  return {
    current: () => child,
    stop: async () => {
      stopping.abort();
      if (isRunning(child)) await stopChild(child);
      await watching;
    },
  };
}

/** Which process ended, how, and its last words. */
export function describeEnd(child: Child, code: number | null, signal: NodeJS.Signals | null): string {
  return `The ${child.name} ended (${signal ?? `exit code ${code}`}). Its last lines (${child.logFile}):\n${lastLines(child.logFile)}`;
}
