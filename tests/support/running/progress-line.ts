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
  const running = lanes.flat().filter(({ state }) => state === "running");
  const failed = lanes.flat().reduce((sum, step) => sum + (step.failed ?? 0), 0);
  const shares = running.map((step) => `${step.name} ${Math.floor(shareOf(step, now) * 100)} %`);
  const parts = [
    shares.join(", ") || "done",
    ...(failed > 0 ? [`${failed} failed`] : []),
    timeToGo(secondsToGo(lanes, now)),
  ];
  return `${clock(now / 1000)}  ${parts.join("; ")}`;
}

/** The lanes run side by side, so the longest one decides; this machine's pace so far is that of the rest. */
export function secondsToGo(lanes: readonly Lane[], now: number): number {
  const expected = lanes.map((lane) => {
    const all = lane.reduce((sum, step) => sum + step.expectedSeconds, 0);
    const done = lane.reduce((sum, step) => sum + step.expectedSeconds * shareOf(step, now), 0);
    return { all, done, rest: all - done };
  });
  const done = expected.reduce((sum, lane) => sum + lane.done, 0);
  const rest = Math.max(0, ...expected.map((lane) => lane.rest));
  const busyLanes = expected.filter((lane) => lane.done > 0).length;
  // The first seconds say nothing about the pace.
  const pace = done < 20 ? 1 : (now / 1000) * (busyLanes / done);
  return rest * pace;
}

function shareOf({ state, share = 0, expectedSeconds, startedAt = 0 }: StepState, now: number): number {
  if (state === "waiting") return 0;
  if (state === "done") return 1;
  // A step that does not count is taken to be on time, and never ready before it says so.
  return share > 0 ? share : Math.min(0.95, (now - startedAt) / 1000 / Math.max(1, expectedSeconds));
}

function timeToGo(seconds: number): string {
  return seconds < 90 ? `about ${Math.ceil(seconds / 10) * 10} s to go` : `about ${Math.round(seconds / 60)} min to go`;
}

export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
