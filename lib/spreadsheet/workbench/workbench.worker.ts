import { RowsMoved } from "#lib/domain/table/rows-moved.ts";
import { keepCells, lookAtCells, restoreCells } from "../kept/keep-in-worker.ts";
import type { FromWorkbench, QuestionName, StopWorkbench, ToWorkbench } from "../protocol/questions.ts";
import { refusalOf } from "../refused.ts";
import type { Sliced } from "../sliced.ts";
import { digestBeside } from "./digest-beside.ts";
import { inSlices, Stopped } from "./in-slices.ts";
import { Workbench } from "./workbench.ts";

const workbench = new Workbench(digestBeside);

/** Milliseconds between two reports of progress at least: each message wakes the page. */
const progressEveryMs = 100;

/** Questions are answered one at a time, in order of arrival: an edit must not overtake the apply before it. */
let last: Promise<void> = Promise.resolve();
/** Summaries are counted in the pauses of the others, one after another: nobody waits for them. */
let lastSummary: Promise<unknown> = Promise.resolve();

/** Questions that are waiting or worked on; true if they are to be stopped. */
const stops = new Map<number, boolean>();

self.addEventListener("message", ({ data }: MessageEvent<ToWorkbench | StopWorkbench>) => {
  if ("stop" in data) {
    if (stops.has(data.id)) stops.set(data.id, true);
    return;
  }
  stops.set(data.id, false);
  if (data.name === "columnSummary") lastSummary = Promise.all([last, lastSummary]).then(() => answer(data));
  // Answered only when keeping has ended, so it must not hold up the others.
  else if (data.name === "keepCells") void last.then(() => void answer(data));
  else last = last.then(() => answer(data)).then(() => lookAtCells(workbench));
});

/** Workers and pages both have the overload with options, so it compiles with either type of `self`. */
function tell(message: FromWorkbench, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

async function answer(message: ToWorkbench): Promise<void> {
  const { id, name } = message;
  let toldAt = 0;
  const onProgress = (progress: number): void => {
    const now = performance.now();
    if (now - toldAt < progressEveryMs) return;
    toldAt = now;
    tell({ id, progress });
  };
  const isStopped = () => stops.get(id) === true;
  try {
    if (isStopped()) throw new Stopped();
    const sliced = askInSlices(message);
    const result = await (sliced === null ? ask(message, onProgress) : inSlices(sliced, onProgress, isStopped));
    tell({ id, answer: result }, transferable(name, result));
  } catch (thrown) {
    if (thrown instanceof Stopped) tell({ id, isStopped: true });
    else if (thrown instanceof RowsMoved) tell({ id, isMoved: true });
    else tell({ id, refusal: refusalOf(thrown) });
  } finally {
    stops.delete(id);
  }
}

/** The work for a question that can be stopped; null for any other question. */
function askInSlices(message: ToWorkbench): Sliced<unknown> | null {
  switch (message.name) {
    case "forecast":
      return workbench.cures.forecast(message.input);
    case "cure":
      return workbench.cures.cure(message.input);
    case "travel":
      return workbench.editing.travel(message.input);
    case "replace":
      return workbench.editing.replace(message.input);
    case "copyRange":
      return workbench.blocks.copyRange(message.input);
    case "measureRange":
      return workbench.blocks.measureRange(message.input);
    case "paste":
      return workbench.blocks.paste(message.input);
    case "fillDown":
      return workbench.blocks.fillDown(message.input);
    case "clear":
      return workbench.blocks.clear(message.input);
    case "debtorWindow":
      return workbench.debtors.window(message.input);
    case "debtorPlace":
      return workbench.debtors.place(message.input);
    default:
      return null;
  }
}

function ask(message: ToWorkbench, onProgress: (share: number) => void): unknown {
  switch (message.name) {
    case "glimpse":
      return workbench.glimpse(message.input);
    case "open":
      return workbench.open(message.input, onProgress);
    case "reread":
      return workbench.reread(message.input, onProgress);
    case "sumColumns":
      return workbench.sumColumns(message.input);
    case "correct":
      return workbench.correct(message.input);
    case "heldCandidates":
      return workbench.heldCandidates(message.input);
    case "alsoHold":
      return workbench.alsoHold(message.input, onProgress);
    case "apply":
      return workbench.apply(message.input, onProgress);
    case "columnSummary":
      return workbench.columnSummary(message.input);
    case "window":
      return workbench.window(message.input);
    case "nextIssue":
      return workbench.nextIssue(message.input);
    case "edit":
      return workbench.edit(message.input, onProgress);
    case "proposals":
      return workbench.cures.proposals(message.input);
    case "find":
      return workbench.find(message.input, onProgress);
    case "debtorDetail":
      return workbench.debtors.detail(message.input);
    case "debtorPayload":
      return workbench.debtors.payload(message.input);
    case "asideWindow":
      return workbench.asideWindow(message.input);
    case "takeIn":
      return workbench.takeIn(message.input, onProgress);
    case "planStaging":
      return workbench.planStaging();
    case "chunk":
      return workbench.chunk(message.input);
    case "keepCells":
      return keepCells(message.input, workbench);
    case "restoreCells":
      return restoreCells(message.input, workbench);
  }
}

/** Hands over a chunk's bytes instead of copying them. */
function transferable(name: QuestionName, result: unknown): Transferable[] {
  const body =
    name === "chunk" && typeof result === "object" && result !== null && "body" in result ? result.body : null;
  return body instanceof ArrayBuffer ? [body] : [];
}
