import { setTimeout as sleep } from "node:timers/promises";

const shortestPauseMs = 1000;
const longestPauseMs = 30_000;
/** After running this long it counts as healthy: the next pause is the shortest again. */
const healthyAfterMs = 60_000;

/** Something that runs until it ends by itself or is stopped. */
export interface Kept {
  /** Resolves when it has ended, with a message that says why. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface KeptUp<T extends Kept> {
  /** The one running now, or the last one. */
  current(): T;
  /** Stops it and starts nothing more. */
  stop(): Promise<void>;
}

/** What pauses are measured by. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts it. */
  pause(ms: number, signal: AbortSignal): Promise<unknown>;
}

const realClock: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};

export interface KeepUpOptions<T extends Kept> {
  readonly name: string;
  readonly first: T;
  readonly startAgain: () => T | Promise<T>;
  readonly tell: (line: string) => void;
  readonly onStart?: (() => void) | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Restarts something whenever it ends, with pauses that grow from 1 s to 30 s, and reports each time. It
 * never gives up: the obstacle (a taken port, a full disk) may go away, and trying every 30 s does no harm.
 */
export function keepUp<T extends Kept>({
  name,
  first,
  startAgain,
  tell,
  onStart,
  clock = realClock,
}: KeepUpOptions<T>): KeptUp<T> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let current = first;
  let pauseMs = shortestPauseMs;

  async function pause(why: string): Promise<void> {
    tell(`${why}\nStarting the ${name} again in ${pauseMs / 1000} s.`);
    await clock.pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
  async function revive(): Promise<void> {
    while (!signal.aborted) {
      try {
        current = await startAgain();
        if (signal.aborted) await current.stop();
        else {
          tell(`The ${name} was started again.`);
          onStart?.();
        }
        return;
      } catch (error) {
        if (!signal.aborted) await pause(error instanceof Error ? error.message : String(error));
      }
    }
  }
  async function watch(): Promise<void> {
    while (!signal.aborted) {
      const startedAt = clock.now();
      const why = await current.ended;
      if (signal.aborted) return;
      if (clock.now() - startedAt > healthyAfterMs) pauseMs = shortestPauseMs;
      await pause(why);
      await revive();
    }
  }
  const watching = watch();

  return {
    current: () => current,
    stop: async () => {
      stopping.abort();
      await current.stop();
      await watching;
    },
  };
}
