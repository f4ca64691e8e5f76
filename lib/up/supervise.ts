import { type Child, isRunning, stopChild } from "./child.ts";
import { type Clock, type Kept, keepUp } from "./keep-up.ts";
import { lastLines } from "./log.ts";

export interface Supervised {
  /** The present process; a new one after a restart. */
  current(): Child;
  stop(): Promise<void>;
}

/** Keeps a process running: restarts it after it ends, with growing pauses. `tell` gets a message each time. */
export function keepRunning(
  start: () => Child,
  tell: (line: string) => void,
  onStart: () => void = () => undefined,
  clock?: Clock,
): Supervised {
  const first = keptChild(start());
  const { name } = first.child;
  const kept = keepUp({ name, first, startAgain: () => keptChild(start()), tell, onStart, clock });
  return { current: () => kept.current().child, stop: kept.stop };
}

function keptChild(child: Child): Kept & { readonly child: Child } {
  return {
    child,
    ended: child.ended.then(({ code, signal }) => describeEnd(child, code, signal)),
    stop: async () => {
      if (isRunning(child)) await stopChild(child);
    },
  };
}

/** A message with the process that ended, how, and the last lines of its log. */
export function describeEnd(child: Child, code: number | null, signal: NodeJS.Signals | null): string {
  return `The ${child.name} ended (${signal ?? `exit code ${code}`}). Its last lines (${child.logFile}):\n${lastLines(child.logFile)}`;
}
