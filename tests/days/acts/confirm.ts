import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { explainDrift } from "#lib/services/portfolios/explain-drift.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { isSameContent } from "../judge/same-content.ts";
import type { KnownUpload } from "../world/known.ts";
import { type Act, aimedAt, type FoundUpload, nothingToDo, pickFrom, type Stage, uploadsOf } from "./act.ts";

/** The staged upload that is meant, the last one of the portfolio; now and then any. */
async function toConfirm({ world, tenant, random, move }: Stage): Promise<FoundUpload | null> {
  const found = await uploadsOf(world, tenant);
  const portfolio = move.portfolio === undefined ? null : tenant.portfolios[move.portfolio];
  const staged = found.filter(
    ({ known, waits }) => waits === "staged" && (portfolio === null || known.portfolio === portfolio),
  );
  if (portfolio !== null) return staged.at(-1) ?? null;
  const aimed = move.isLast === true ? staged.slice(-1) : aimedAt(move, found);
  if (aimed.length > 0) return random.pick(aimed);
  return staged.length > 0 && random.chance(0.85) ? random.pick(staged) : pickFrom(random, found);
}

/** When the figures were made that the person has on the screen; undefined for an upload that was not compared. */
async function seenOf({ tenant }: Stage, uploadId: string): Promise<string | undefined> {
  return showComparison(tenant.supervisor, { uploadId }).then(
    ({ comparedAt }) => comparedAt,
    () => undefined,
  );
}

const confirmSeen = (stage: Stage, uploadId: string, comparedAt: string | undefined) =>
  stage.world.ask("confirm", () =>
    confirmUpload(stage.tenant.supervisor, { uploadId, ...(comparedAt === undefined ? {} : { comparedAt }) }),
  );

/** Confirms as a careful person does: looks again at figures that moved, and says why an odd file is right. */
export const confirm: Act = async (stage) => {
  const found = await toConfirm(stage);
  if (found === null) return nothingToDo;
  const { world, tenant } = stage;
  const { known } = found;
  for (let attempt = 1; attempt <= 4; attempt++) {
    const answer = await confirmSeen(stage, known.id, await seenOf(stage, known.id));
    if ("done" in answer) break;
    if (answer.refused === "drift_stopped") {
      // Nobody would write why yesterday's file is right.
      if (isSameContent(world, known)) {
        await world.ask("cancel", () => cancelUpload(tenant.supervisor, { uploadId: known.id }));
        break;
      }
      await explain(stage, known);
    } else if (answer.refused !== "comparison_moved") break;
  }
  return [found];
};

async function explain({ world, tenant }: Stage, known: KnownUpload): Promise<void> {
  const reason = "El banco lo mandó así hoy";
  const answer = await world.ask("explain", () => explainDrift(tenant.supervisor, { uploadId: known.id, reason }));
  if ("done" in answer) known.isExplained = true;
}

/** Confirms figures that nobody has on the screen any more. */
export const confirmStale: Act = async (stage) => {
  const found = await toConfirm(stage);
  if (found === null) return nothingToDo;
  const seen = await seenOf(stage, found.known.id);
  const answer = await confirmSeen(stage, found.known.id, "2020-01-01T00:00:00.000Z");
  if ("done" in answer && seen !== undefined && found.waits === "staged")
    stage.world.differs("confirms what nobody saw", found.known.id);
  return [found];
};

/** Two at once. */
export const confirmTwice: Act = async (stage) => {
  const found = await toConfirm(stage);
  if (found === null) return nothingToDo;
  const seen = await seenOf(stage, found.known.id);
  await Promise.all([confirmSeen(stage, found.known.id, seen), confirmSeen(stage, found.known.id, seen)]);
  return [found];
};

/** One confirms while another one cancels. */
export const confirmAndCancel: Act = async (stage) => {
  const found = await toConfirm(stage);
  if (found === null) return nothingToDo;
  const { world, tenant } = stage;
  const seen = await seenOf(stage, found.known.id);
  await Promise.all([
    confirmSeen(stage, found.known.id, seen),
    world.ask("cancel", () => cancelUpload(tenant.supervisor, { uploadId: found.known.id })),
  ]);
  return [found];
};

/** Chooses what of an upload is sent. */
export const choose: Act = async (stage) => {
  const found = await toConfirm(stage);
  if (found === null) return nothingToDo;
  const { world, tenant, random } = stage;
  const { id: uploadId } = found.known;
  const view = await world.ask("look", () => showComparison(tenant.supervisor, { uploadId }));
  if (!("done" in view) || view.done.choice.refusal !== null) return [found];
  const chosen = {
    sends: random.pick(["changes", "changes", "everything"] as const),
    countsVolatile: random.chance(0.5),
  };
  await world.ask("choose", () => chooseSending(tenant.supervisor, { uploadId, ...chosen }));
  return [found];
};
