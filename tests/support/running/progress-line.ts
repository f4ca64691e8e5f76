export interface StepState {
  readonly name: string;
  readonly expectedSeconds: number;
  readonly state: "waiting" | "running" | "done";
  /** By the clock of `performance.now()`. */
  readonly startedAt?: number;
  /** Of what it counts; 0 as long as it has not told. */
  readonly share?: number;
  readonly passed?: number;
  readonly failed?: number;
  readonly tookSeconds?: number;
}

export type Lane = readonly StepState[];

/** `12:40  integration 45 %, e2e 30 %; 1 failed; about 6 min to go`. `now`: ms since the run began. */
export function progressLine(lanes: readonly Lane[], now: number): string {
  // Between two steps of a lane the next one has not begun yet.
  const current = lanes.flatMap((lane) => lane.find(({ state }) => state !== "done") ?? []);
  const failed = lanes.flat().reduce((sum, step) => sum + (step.failed ?? 0), 0);
  const shares = current.map((step) => `${step.name} ${Math.floor(shareOf(step, now) * 100)} %`);
  const left = secondsToGo(lanes, now);
  const parts = [
    shares.join(", ") || "done",
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [timeToGo(left)] : []),
  ];
  return `${clock(now / 1000)}  ${parts.join("; ")}`;
}

/**
 * The lanes run side by side, so the longest one decides; this machine's pace so far is that of the rest. 0 also if all that
 * is left is a step that does not count and has taken longer than expected: nobody knows how long yet.
 */
export function secondsToGo(lanes: readonly Lane[], now: number): number {
  const expected = lanes.map((lane) => {
    const done = sumOf(lane, (step) => step.expectedSeconds * shareOf(step, now));
    const rest = sumOf(lane, (step) => (isLate(step, now) ? 0 : step.expectedSeconds * (1 - shareOf(step, now))));
    const isOver = lane.every(({ state }) => state === "done");
    const busy = isOver ? sumOf(lane, ({ tookSeconds = 0 }) => tookSeconds) : now / 1000;
    return { done, rest, busy: done > 0 ? busy : 0 };
  });
  const done = sumOf(expected, (lane) => lane.done);
  const busy = sumOf(expected, (lane) => lane.busy);
  // The first seconds say nothing about the pace.
  const pace = done === 0 || (done < 20 && now < 20_000) ? 1 : busy / done;
  return Math.max(0, ...expected.map(({ rest }) => rest)) * pace;
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}

function shareOf(step: StepState, now: number): number {
  if (step.state === "waiting") return 0;
  if (step.state === "done") return 1;
  // A step that does not count is taken to be on time, and never ready before it says so.
  return isCounted(step) ? (step.share ?? 0) : Math.min(0.95, runFor(step, now) / Math.max(1, step.expectedSeconds));
}

const isCounted = ({ share = 0 }: StepState) => share > 0;

const runFor = ({ startedAt = 0 }: StepState, now: number) => (now - startedAt) / 1000;

function isLate(step: StepState, now: number): boolean {
  return step.state === "running" && !isCounted(step) && runFor(step, now) > step.expectedSeconds;
}

function timeToGo(seconds: number): string {
  return seconds < 90 ? `about ${Math.ceil(seconds / 10) * 10} s to go` : `about ${Math.round(seconds / 60)} min to go`;
}

export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
