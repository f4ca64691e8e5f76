import { afterAll, vi } from "vitest";

// Unit test files share a process: what a file has replaced must not reach the next one.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
