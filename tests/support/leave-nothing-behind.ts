import fc from "fast-check";
import { afterAll, vi } from "vitest";
import { seedOfRun } from "./depth.ts";

// Quick runs try the same cases each time: a red one is somebody's change. Deep runs look for new ones.
fc.configureGlobal({ seed: seedOfRun(1) });

// Test files share a process: what a file has replaced must not reach the next one.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
