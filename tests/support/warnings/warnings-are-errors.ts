import { format } from "node:util";
import { afterAll, afterEach } from "vitest";
import { refuseWarnings, warningsFile } from "./reported-warnings.ts";

// Setup of every test file: a warning, an error that nobody caught, and whatever is written to console.error or
// console.warn (React's warnings) fail the test in which they happen, in its own process and in those it starts.
// A test that wants to see one mocks the console or asks for it with expectWarnings.
const { env, discard } = warningsFile();
Object.assign(process.env, env);
const { report } = await import("./report-warnings.mjs");

/** Packages that tell the console what they find odd in a file: SheetJS in damaged workbooks, which tests make. */
const talkative = ["/node_modules/@e965/xlsx/"];

const original = { error: console.error, warn: console.warn };
for (const level of ["error", "warn"] as const)
  console[level] = (...args) => {
    const callers = new Error().stack ?? "";
    if (!talkative.some((place) => callers.includes(place))) report(`console.${level}`, format(...args));
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
