import type { Import, Source } from "./read-source.ts";
import { type Row, serverOnly, table } from "./table.ts";

/** Every violation of the import table in these sources, each with where the code belongs. */
export function judge(sources: readonly Source[]): string[] {
  return [
    ...sources.flatMap(judgeOne),
    ...findCycles(sources),
    ...findServerCodeInPages(sources),
    ...findPageCodeOnServer(sources),
  ];
}

function judgeOne(source: Source): string[] {
  const row = rowOf(source.path);
  if (row === undefined) {
    return [
      `${source.path}: no row of the table knows this place; put it where its kind stands, or add a row (tests/architecture/table.ts)`,
    ];
  }
  const problems = source.imports.flatMap((one) => judgeImport(source.path, row, one));
  if (source.readsEnvironment && row.readsEnvironment === undefined) {
    problems.push(`${source.path}: reads process.env; take it from env() of lib/env.ts`);
  }
  if (source.fetches && row.fetches === undefined) {
    problems.push(
      `${source.path}: calls fetch; requests to the CRM belong in lib/wolkvox, those of a page to its own server in app`,
    );
  }
  return problems;
}

function judgeImport(path: string, row: Row, { target, isPackage, isType }: Import): string[] {
  if (isPackage) {
    if (row.packages.some((name) => isPackageOf(name, target))) return [];
    const owners = table.filter(
      ({ path: owner, packages }) =>
        owner !== "tests" && packages.some((name) => name !== "node:*" && isPackageOf(name, target)),
    );
    const hint =
      owners.length === 0 ? "no row allows this package" : `it belongs in ${owners.map((one) => one.path).join(", ")}`;
    return [`${path}: imports ${target}; ${hint}`];
  }
  if (isBelow(target, "tests") && !isBelow(path, "tests") && row.path !== "playwright.config.ts") {
    return [`${path}: imports ${target}; nothing but tests imports tests`];
  }
  const passed = table.find(
    (place) => place.door !== undefined && isBelow(target, place.path) && !isBelow(path, place.path),
  );
  if (passed !== undefined && target !== passed.door && row.path !== "tests")
    return [`${path}: imports ${target} past the door of ${passed.path}; take it from ${passed.door}`];
  const allowed = [row.path, ...row.from, ...(isType ? (row.typesFrom ?? []) : [])];
  // If an allowed folder contains a more specific row, that row is not allowed along with it, unless it is
  // named, is open (see below) or belongs to the importer.
  const fence = rowOf(target);
  const reachable = allowed.some(
    (one) =>
      isBelow(target, one) &&
      (fence === undefined || !isBelow(fence.path, one) || fence.path === one || isOpen(fence.path)),
  );
  if (reachable) return [];
  return [
    `${path}: may not import ${target} (${fence?.holds ?? "unknown"}); ${row.path} holds ${row.holds} and may import ${row.from.join(", ") || "nothing else"}`,
  ];
}

/** Whether a row inside a folder may be imported by everyone who may import the folder. */
function isOpen(path: string): boolean {
  return path !== "lib/database/generated";
}

function rowOf(path: string): Row | undefined {
  return table.filter((row) => isBelow(path, row.path)).sort((a, b) => b.path.length - a.path.length)[0];
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function isPackageOf(name: string, target: string): boolean {
  if (name === "*") return true;
  if (name === "node:*") return target.startsWith("node:");
  return isBelow(target, name);
}

/** Cycles of value imports, each reported once. */
function findCycles(sources: readonly Source[]): string[] {
  const graph = valueGraph(sources);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push(`a circle of imports: ${[...trail.slice(at), path].join(" → ")}`);
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

/** A "use client" file takes everything it imports, directly or not, into the browser. */
function findServerCodeInPages(sources: readonly Source[]): string[] {
  const graph = valueGraph(sources);
  return sources
    .filter((source) => source.isClient)
    .flatMap(({ path }) => {
      const reached = new Map<string, string>([[path, path]]);
      for (const [at, way] of reached) {
        if (serverOnly.some((place) => isBelow(at, place)))
          return [`${path}: would take server code into the browser (${way})`];
        if (isServerAction(sources, at)) continue;
        for (const next of graph.get(at) ?? []) if (!reached.has(next)) reached.set(next, `${way} → ${next}`);
      }
      return [];
    });
}

/** Files that Next renders on the server because of their names. */
const rendered = /^app\/(?:.*\/)?(?:page|layout|route|loading|error|not-found|default|template)\.tsx?$/;

/**
 * On the server the exports of a "use client" file can be rendered but not called: such a page fails only
 * when it runs on the server.
 */
function findPageCodeOnServer(sources: readonly Source[]): string[] {
  const files = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set(
    sources.filter(({ path, isClient }) => rendered.test(path) && !isClient).map(({ path }) => path),
  );
  const problems: string[] = [];
  for (const path of reached) {
    for (const { target, names, isType } of files.get(path)?.imports ?? []) {
      const imported = files.get(target);
      if (imported === undefined || isType) continue;
      if (!imported.isClient) reached.add(target);
      const called = imported.isClient ? names.filter((name) => !/^[A-Z]/.test(name)) : [];
      if (called.length > 0)
        problems.push(
          `${path}: runs on the server, where ${called.join(", ")} of ${target} ("use client") cannot be called`,
        );
    }
  }
  return problems;
}

/** The browser gets a reference to a server action, not its code. */
function isServerAction(sources: readonly Source[], path: string): boolean {
  return sources.some((source) => source.path === path && source.isAction);
}

function valueGraph(sources: readonly Source[]): Map<string, string[]> {
  return new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter((one) => !one.isPackage && !one.isType).map((one) => one.target),
    ]),
  );
}
