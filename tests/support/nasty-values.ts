import { isDeep } from "./depth.ts";

/**
 * What a sender can put in place of a text, number, list or group; React's calls can carry more than JSON.
 */
export const nastyValues: readonly (readonly ["unstorable" | "odd", unknown])[] = [
  ...["\0", "a\0b", "\ud800", "a\udc00b", "\ud83d"].map((text) => ["unstorable", text] as const),
  ...[
    "",
    " ",
    "-".repeat(36),
    "x".repeat(100_000),
    "../..",
    "__proto__",
    "'; select pg_sleep(1) --",
    "9".repeat(400),
    "1e999",
    "2147483648",
    "9999-99-99T99:99:99.999Z",
    `9999-99-99T99:99:99.999Z_${"-".repeat(36)}`,
    "+275000-01-01",
    "-200000-01-01",
    "0000-00-00",
    "300000-01-01",
    null,
    undefined,
    true,
    -1,
    0.5,
    2_147_483_648,
    Number.MAX_SAFE_INTEGER,
    1e308,
    -1e308,
    Number.NaN,
    12_345_678_901_234_567_890n,
    new Date(Number.NaN),
    new Date("+275000-01-01"),
    new Map([["a", 1]]),
    Symbol.for("x"),
    {},
    { toString: 1, valueOf: 1, length: 3 },
    JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
    [],
    [[]],
    nested(5_000),
    Array(3_000).fill("x"),
  ].map((value) => ["odd", value] as const),
];

/** Of each sort that some reader of an input has stumbled over. */
const sharpest = new Set<unknown>(["\0", "a\udc00b", "-".repeat(36), "+275000-01-01", null, 2_147_483_648, Number.NaN]);

/** All of them, or in a quick run the sharpest and, turn by turn, a sixth of the others. */
export function nastyValuesOf(turn: number): typeof nastyValues {
  return nastyValues.filter(([, value], at) => isDeep || sharpest.has(value) || (at + turn) % 6 === 0);
}

function nested(depth: number): unknown {
  let value: unknown = "x";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/**
 * All paths into a value: every leaf, every group and list, and the whole. A list's first entry stands for
 * all.
 */
export function placesOf(value: unknown, path: readonly string[] = []): string[][] {
  const below =
    typeof value !== "object" || value === null || value instanceof Uint8Array
      ? []
      : Array.isArray(value)
        ? value.slice(0, 1).map((each, index) => [String(index), each] as const)
        : Object.entries(value);
  return [[...path], ...below.flatMap(([key, each]) => placesOf(each, [...path, key]))];
}

/** The same value with another one at this path. */
export function withValueAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.with(Number(key), withValueAt(value[Number(key)], rest, put));
  return { ...Object(value), [key]: withValueAt(Object(value)[key], rest, put) };
}
