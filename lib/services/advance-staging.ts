import { setTimeout } from "node:timers/promises";
import type { Ctx } from "./context.ts";
import { rowsDerived } from "./derive-in-thread.ts";
import { finishStaging, type Staged } from "./finish-staging.ts";

/** Half of what the least patient proxies wait, and often enough for a bar that moves. */
const patienceMs = 2_000;

export type StagingAdvance =
  | ({ readonly kind: "staged" } & Staged)
  /** `rows` of the upload's rows are derived; null where another process is at it. */
  | { readonly kind: "under_way"; readonly rows: number | null };

/**
 * Ends staging as finishStaging does, but answers after two seconds at the latest: with what came of it, or with how far it is. The
 * work goes on without its caller; who asks again waits for the same, so a connection that is cut in between costs nothing.
 */
export async function advanceStaging(ctx: Ctx, input: { uploadId: string }): Promise<StagingAdvance> {
  const finished = finishStaging(ctx, input).then((staged) => ({ kind: "staged", ...staged }) as const);
  // A refusal that comes when nobody waits any more comes again to whoever asks next.
  finished.catch(() => undefined);
  const wait = new AbortController();
  const underWay = setTimeout(patienceMs, null, { signal: wait.signal }).then(
    () => ({ kind: "under_way", rows: rowsDerived(input.uploadId) }) as const,
  );
  underWay.catch(() => undefined);
  try {
    return await Promise.race([finished, underWay]);
  } finally {
    wait.abort();
  }
}
