import { format } from "node:util";
import { afterAll, afterEach } from "vitest";
import { refuseWarnings, warningsFile } from "./reported-warnings.ts";

// Setup of every test file: a warning, an error that nobody caught, and whatever is written to console.error or
// console.warn (React's warnings) fail the test in which they happen, in its own process and in those it starts.
// A test that wants to see one mocks the console or asks for it with expectWarnings.
const { env, discard } = warningsFile();
Object.assign(process.env, env);
const { report } = await import("./report-warnings.mjs");

const original = { error: console.error, warn: console.warn };
for (const level of ["error", "warn"] as const)
  console[level] = (...args) => {
    report(`console.${level}`, format(...args));
    original[level](...args);
  };

// Warnings are told one turn later; a test may have replaced the clock.
const { setImmediate } = globalThis;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

afterEach(async () => {
  await nextTurn();
  refuseWarnings();
});

afterAll(async () => {
  Object.assign(console, original);
  await nextTurn();
  try {
    refuseWarnings();
  } finally {
    discard();
  }
});
