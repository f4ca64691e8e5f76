import { keepCells, lookAtCells, restoreCells } from "../kept/keep-in-worker.ts";
import type { FromWorkbench, QuestionName, ToWorkbench } from "../protocol/questions.ts";
import { refusalOf } from "../refused.ts";
import { digestBeside } from "./digest-beside.ts";
import { Workbench } from "./workbench.ts";

const workbench = new Workbench(digestBeside);

/** Milliseconds between two reports of progress at least: each message wakes the page. */
const progressEveryMs = 100;

/** Questions are answered one at a time, in order of arrival: an edit must not overtake the apply before it. */
let last: Promise<void> = Promise.resolve();
self.addEventListener("message", ({ data }: MessageEvent<ToWorkbench>) => {
  // Answered only when keeping has ended, so it must not hold up the others.
  if (data.name === "keepCells") void last.then(() => void answer(data));
  else last = last.then(() => answer(data)).then(() => lookAtCells(workbench, data));
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
  try {
    const result = await ask(message, onProgress);
    tell({ id, answer: result }, transferable(name, result));
  } catch (thrown) {
    tell({ id, refusal: refusalOf(thrown) });
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
    case "apply":
      return workbench.apply(message.input, onProgress);
    case "window":
      return workbench.window(message.input);
    case "nextIssue":
      return workbench.nextIssue(message.input);
    case "edit":
      return workbench.edit(message.input, onProgress);
    case "fixGroup":
      return workbench.fixGroup(message.input, onProgress);
    case "travel":
      return workbench.travel(message.input, onProgress);
    case "find":
      return workbench.find(message.input, onProgress);
    case "replace":
      return workbench.replace(message.input, onProgress);
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
