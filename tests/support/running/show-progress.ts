import { type Lane, progressLine } from "./progress-line.ts";

/** On a terminal one line that changes every second; elsewhere (a log) a line each half minute and at each step's end. */
export function showProgress(output: NodeJS.WriteStream = process.stdout) {
  let lanes: readonly Lane[] = [];
  let ended = 0;
  const line = () => progressLine(lanes, performance.now());
  const write = output.isTTY ? () => output.write(`\r${line()}\u001b[K`) : () => output.write(`${line()}\n`);
  const ticking = setInterval(() => lanes.length > 0 && write(), output.isTTY ? 1_000 : 30_000);
  return {
    show(now: readonly Lane[]): void {
      lanes = now;
      const endedNow = now.flat().filter(({ state }) => state === "done").length;
      if (endedNow !== ended) write();
      ended = endedNow;
    },
    end(): void {
      clearInterval(ticking);
      if (output.isTTY) output.write("\n");
    },
  };
}
