import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import type { KnownUpload } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { type Act, nothingToDo, pickWaiting, uploadsOf } from "./act.ts";

export const pause: Act = async (stage) => {
  const { world, tenant } = stage;
  const found = pickWaiting(stage, await uploadsOf(world, tenant), "queued", "sending");
  if (found === null) return nothingToDo;
  const { known } = found;
  const answer = await world.ask("pause", () => pauseUpload(tenant.supervisor, { uploadId: known.id }));
  // It stands still from now on, until somebody resumes it.
  if ("done" in answer && known.stops.length % 2 === 0) known.stops = [...known.stops, world.steps.next()];
  return [found];
};

export const resume: Act = async (stage) => {
  const { world, tenant } = stage;
  const found = pickWaiting(stage, await uploadsOf(world, tenant), "paused", "stopped");
  if (found === null) return nothingToDo;
  await resumeOne(world, found.known);
  return [found];
};

export async function resumeOne(world: World, known: KnownUpload): Promise<void> {
  const before = world.steps.next();
  const answer = await world.ask("resume", () => resumeUpload(known.tenant.supervisor, { uploadId: known.id }));
  if ("done" in answer && known.stops.length % 2 === 1) known.stops = [...known.stops, before];
}

export const cancel: Act = async (stage) => {
  const { world, tenant, random, move } = stage;
  const all = await uploadsOf(world, tenant);
  // Rather one on which a close-out rests that waits behind it.
  const rests = new Set(
    all.filter(({ known, waits }) => known.kind === "close_out" && waits === "queued").map(({ known }) => known.ofId),
  );
  const under = all.filter(({ known, waits }) => rests.has(known.id) && waits !== "ended");
  const found =
    move.aim === undefined && under.length > 0 && random.chance(0.6)
      ? random.pick(under)
      : pickWaiting(stage, all, "staged", "queued", "sending", "paused", "stopped");
  if (found === null) return nothingToDo;
  await cancelOne(world, found.known);
  return [found];
};

export async function cancelOne(world: World, known: KnownUpload): Promise<void> {
  await world.ask("cancel", () => cancelUpload(known.tenant.supervisor, { uploadId: known.id }));
}
