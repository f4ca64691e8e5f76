import { relative } from "node:path";
import { expect } from "vitest";

// Before anything else in a test file's process, so that what it imports and starts is counted for it.
process.env.REACHED_FROM = relative(process.cwd(), expect.getState().testPath ?? "");
