import { AppError } from "#lib/domain/app-error.ts";
import { onceAProcess } from "#lib/once-a-process.ts";

/** Progress streams of one user, who has a tab for each of today's portfolios, and of everybody, in this process. */
export const watchLimits = { ofUser: 40, inAll: 2_000 } as const;

/** The page of a stream that got no place asks again after so many seconds. */
const retryAfterSeconds = 3;

const places = onceAProcess<Map<string, number>>("watch-places");

/** Takes a place for a stream and returns how to give it back, once. Throws `busy` if there is none. */
export function takeWatchPlace(userId: string): () => void {
  const taken = places.get(() => new Map());
  const own = taken.get(userId) ?? 0;
  let all = 0;
  for (const count of taken.values()) all += count;
  if (own >= watchLimits.ofUser || all >= watchLimits.inAll) throw new AppError("busy", { retryAfterSeconds });
  taken.set(userId, own + 1);
  let isTaken = true;
  return () => {
    if (!isTaken) return;
    isTaken = false;
    const left = (taken.get(userId) ?? 1) - 1;
    if (left > 0) taken.set(userId, left);
    else taken.delete(userId);
  };
}
