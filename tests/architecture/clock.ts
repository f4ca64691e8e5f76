import { isNamed, isNode, type Node, parse, walk } from "./read-source.ts";

const timers = ["setTimeout", "setInterval"];
/** Whatever these are asked of, the answer is a time or a wait for one. */
const clocks = [
  ...timers,
  "hrtime",
  "uptime",
  "cpuUsage",
  "timeStamp",
  "timeOrigin",
  "waitForTimeout",
  "getRealSystemTime",
];
const owners = ["Date", "performance", "AbortSignal", "Temporal"];
const ownLimits = ["setDefaultTimeout", "setDefaultNavigationTimeout"];
/** Modules that have the clock under a name of one's choice. */
const sources: Readonly<Record<string, readonly string[]>> = {
  timers,
  "timers/promises": [...timers, "scheduler"],
  perf_hooks: ["performance", "PerformanceObserver"],
  process: ["hrtime", "uptime"],
};
const globals = ["globalThis", "window", "self", "global"];
const limitKeys = ["timeout", "testTimeout", "hookTimeout"];
/** Vitest's, whose second argument may be a limit. */
const waits = ["waitFor", "waitUntil"];
const hooks = ["beforeAll", "beforeEach", "afterAll", "afterEach"];

/** Where a file reads the clock, waits for a time, or sets a limit of its own. */
export function clockReads(path: string, text: string): string[] {
  const { module, program } = parse(path, text);
  const found: { at: number; what: string }[] = [];

  for (const { moduleRequest, entries, start } of module.staticImports) {
    const names = sources[moduleRequest.value.replace(/^node:/, "")];
    // Without a name it is all of the module.
    for (const { importName, isType } of names === undefined ? [] : entries)
      if (!isType && (importName.name === null || importName.name === undefined || names?.includes(importName.name)))
        found.push({ at: start, what: `${importName.name ?? "all"} of ${moduleRequest.value}` });
  }
  walk(program, (node) => {
    const what = clockIn(node) ?? limitIn(node);
    if (what !== undefined) found.push({ at: Number(node.start), what });
  });
  const lines = found.map(({ at, what }) => `${path}:${text.slice(0, at).split("\n").length} ${what}`);
  return [...new Set(lines)];
}

function clockIn(node: Node): string | undefined {
  const { type, object, property, callee } = node;
  const args = Array.isArray(node.arguments) ? node.arguments : [];
  if (type === "Identifier") return clocks.find((name) => isNamed(node, name));
  if (type === "MemberExpression") {
    if (node.computed === true) {
      const literal = [...clocks, ...ownLimits].find((name) => isNamed(property, name));
      if (literal !== undefined && isLiteral(property)) return literal;
    }
    if (isGlobal(object, "performance")) return "performance";
    if (isGlobal(object, "Date") && isNamed(property, "now")) return "Date.now";
    if (isGlobal(object, "AbortSignal") && isNamed(property, "timeout")) return "AbortSignal.timeout";
    if (isGlobal(object, "Temporal") && isNamed(property, "Now")) return "Temporal.Now";
    if (isGlobal(object, "Atomics") && isNamed(property, "wait")) return "Atomics.wait";
  }
  // A wait for a time, in the database or a shell.
  if (type === "Literal" && /\bpg_sleep\b|^sleep \d/.test(String(node.value))) return "sleep";
  if (type === "TemplateElement" && /\bpg_sleep\b/.test(JSON.stringify(node.value))) return "sleep";
  if (type === "ImportExpression" && isNode(node.source) && sources[String(node.source.value).replace(/^node:/, "")])
    return `${String(node.source.value)}, imported as it runs`;
  if (type === "CallExpression" && isGlobal(callee, "Date")) return "Date()";
  if (
    type === "NewExpression" &&
    isGlobal(callee, "Date") &&
    !args.some((one) => isNode(one) && one.type !== "SpreadElement")
  )
    return "new Date()";
  // Under another name it could be asked anything.
  const named = [node.init, type === "AssignmentPattern" ? node.right : undefined, node.superClass, ...args];
  return owners.find((name) => named.some((one) => isGlobal(one, name)) && !isNoTime(node)) ?? undefined;
}

function limitIn(node: Node): string | undefined {
  const { type, callee, key, value, left, right } = node;
  const args: unknown[] = Array.isArray(node.arguments) ? node.arguments : [];
  if (type === "Identifier") return ownLimits.find((name) => isNamed(node, name));
  if (type === "Property") {
    const limit = limitKeys.find((name) => isNamed(key, name));
    if (limit !== undefined && !isNamed(value, "limitMs")) return `${limit} of its own`;
  }
  if (type === "AssignmentExpression" && isNode(left) && left.type === "MemberExpression") {
    const limit = limitKeys.find((name) => isNamed(left.property, name));
    if (limit !== undefined && !isNamed(right, "limitMs")) return `${limit} of its own`;
  }
  if (type === "CallExpression") {
    const member = isNode(callee) && callee.type === "MemberExpression" ? callee : undefined;
    if (isNamed(member?.property, "slow")) return "slow";
    const isWait = isNamed(member?.object, "vi") && waits.some((name) => isNamed(member?.property, name));
    // A name may be of options, whose limit is found where they are made.
    if (isWait && isNode(args[1]) && /^(Literal|BinaryExpression)$/.test(args[1].type)) return "limit of a wait";
    const root = rootOf(callee);
    const isHook = hooks.some((name) => isNamed(root, name));
    const isTest = isNamed(root, "test") || isNamed(root, "it");
    const limit = isHook ? args[1] : isTest && !isOptions(args[1]) ? args[2] : undefined;
    if (isNode(limit) && !isFunction(limit) && !isNamed(limit, "limitMs")) return "limit of a test";
  }
  return undefined;
}

/** The class of a value is no time: `expect.any(Date)`; nor is a clock that is put in the place of the real one. */
const isNoTime = ({ type, callee }: Node) =>
  type === "CallExpression" &&
  isNode(callee) &&
  ["any", "toBeInstanceOf", "spyOn"].some((name) => isNamed(callee.property, name));
const isLiteral = (node: unknown) => isNode(node) && /^(Literal|TemplateLiteral)$/.test(node.type);
const isOptions = (node: unknown) => isNode(node) && node.type === "ObjectExpression";
const isFunction = (node: Node) => /^(ArrowFunction|Function)/.test(node.type);

/** `x`, or `globalThis.x`. */
function isGlobal(node: unknown, name: string): boolean {
  if (!isNode(node)) return false;
  if (node.type === "Identifier") return isNamed(node, name);
  if (node.type !== "MemberExpression" || !isNamed(node.property, name)) return false;
  return globals.some((global) => isNamed(node.object, global));
}

/** `test` of `test.each([…])("…", …)`; not `test` of `pattern.test(…)`. */
function rootOf(callee: unknown): unknown {
  if (!isNode(callee)) return undefined;
  if (callee.type === "MemberExpression") return rootOf(callee.object);
  if (callee.type === "CallExpression" || callee.type === "TaggedTemplateExpression")
    return rootOf(callee.callee ?? callee.tag);
  return callee;
}
