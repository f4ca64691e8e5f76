import { onTestFinished } from "vitest";

// Tests may replace the clock later.
const { setTimeout } = globalThis;

/** Waits until it is so; only the suite's limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
  });
  while (!isOver && !(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2));
}
