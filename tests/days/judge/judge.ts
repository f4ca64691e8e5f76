import type { World } from "../world/world.ts";
import { judgeCalls, judgeRepeats } from "./calls.ts";
import { judgeDoubling } from "./doubling.ts";
import { judgeErased } from "./erased.ts";
import { judgeFigures } from "./figures.ts";
import { judgeClosing, judgeGone } from "./gone.ts";
import { judgeKept } from "./kept.ts";
import { judgeMorning } from "./morning.ts";
import { judgeObligations } from "./obligations.ts";
import { judgeOlder } from "./older.ts";
import { judgeOutcomes } from "./outcomes.ts";
import { judgePace } from "./pace.ts";
import { isSameContent } from "./same-content.ts";
import { seenUploads } from "./seen.ts";
import { judgeSnapshots } from "./snapshot.ts";

/**
 * Recomputes from the log of acts and the CRM's ledger what must be true now. It knows no rule of the portal: only files,
 * what people said, calls and writes. `since`: the step up to which calls have been judged.
 */
export async function judge(world: World, since: number): Promise<void> {
  const seen = await seenUploads(world);
  judgeCalls(world, since);
  judgeRepeats(world, since);
  judgeDoubling(world, seen, since);
  judgeClosing(world, seen, since);
  judgeOlder(world, seen, since);
  judgeOutcomes(world, seen);
  await judgeFigures(world, seen);
  await judgeMorning(world, seen);
  await judgeGone(world, seen);
  await judgeSnapshots(world, seen);
  judgePace(world, since);
  judgeKept(world, seen, since);
  judgeObligations(world, since);
  await judgeErased(world, since);
}

/** Yesterday's file is confirmed only with a person's word. Call it before what is known of the confirmation. */
export function judgeConfirmed(world: World, uploadId: string): void {
  const known = world.uploads.get(uploadId);
  if (known === undefined || known.isExplained) return;
  if (isSameContent(world, known)) world.differs("yesterday's file passes", uploadId);
}
