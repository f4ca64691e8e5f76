import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "vite";

const root = join(import.meta.dirname, "../..");
const notOurs = [
  "node_modules",
  ".next",
  ".data",
  ".git",
  "test-results",
  "playwright-report",
  "lib/database/generated",
];

export interface Import {
  /** A path of the project, or the package name as written. */
  readonly target: string;
  readonly isPackage: boolean;
  /** A type import, erased before anything runs. */
  readonly isType: boolean;
  /** The exports imported as values, under their original names; "*" means all, or unknown. */
  readonly names: readonly string[];
}

export interface Source {
  readonly path: string;
  readonly imports: readonly Import[];
  readonly readsEnvironment: boolean;
  readonly fetches: boolean;
  /** Marked "use client". */
  readonly isClient: boolean;
  /** Marked "use server". */
  readonly isAction: boolean;
}

export function parse(path: string, text: string): ReturnType<typeof parseSync> {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return parsed;
}

/** Every file of source below a folder of the project ("." is all). */
export function sourceFiles(folder = "."): { readonly path: string; readonly text: string }[] {
  const paths = globSync("**/*.{ts,tsx,js,jsx,mjs,cjs,mts,cts}", {
    cwd: join(root, folder),
    exclude: (path) => notOurs.includes(path),
  });
  return paths
    .map((path) => posix.join(folder, path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/**
 * Reads a file's imports (static, dynamic, worker URLs) and whether it reads the environment or calls
 * `fetch`.
 */
export function readSource(path: string, text: string): Source {
  const { module, program } = parse(path, text);
  const imports: Import[] = [];
  const add = (specifier: string, isType: boolean, names: readonly string[] = ["*"]) =>
    imports.push({ ...toImport(path, specifier), isType, names });

  for (const { moduleRequest, entries } of module.staticImports) {
    const values = entries.filter((entry) => !entry.isType);
    const names = values.map(({ importName }) =>
      importName.kind === "Default" ? "Default" : (importName.name ?? "*"),
    );
    add(moduleRequest.value, entries.length > 0 && values.length === 0, names);
  }
  for (const { entries } of module.staticExports) {
    const requested = entries.flatMap((entry) =>
      entry.moduleRequest ? [{ ...entry, request: entry.moduleRequest.value }] : [],
    );
    for (const { request, isType } of requested) add(request, isType);
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    if (literal !== undefined) add(literal, false);
  }

  let readsEnvironment = false;
  let fetches = false;
  let isClient = false;
  let isAction = false;
  walk(program, (node) => {
    if (node.type === "ExpressionStatement" && node.directive === "use client") isClient = true;
    if (node.type === "ExpressionStatement" && node.directive === "use server") isAction = true;
    if (node.type === "MemberExpression" && isNamed(node.object, "process") && isNamed(node.property, "env"))
      readsEnvironment = true;
    if (node.type === "CallExpression" && isFetch(node.callee)) fetches = true;
    if (node.type === "NewExpression" && isNamed(node.callee, "URL")) {
      const file = workerFile(node.arguments);
      if (file !== undefined) add(file, false);
    }
  });
  return { path, imports, readsEnvironment, fetches, isClient, isAction };
}

function toImport(path: string, specifier: string): Pick<Import, "target" | "isPackage"> {
  if (specifier.startsWith("#")) return { target: specifier.slice(1), isPackage: false };
  if (specifier.startsWith(".")) return { target: posix.join(posix.dirname(path), specifier), isPackage: false };
  return { target: specifier, isPackage: true };
}

export type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

export function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit);
  else if (isNode(node)) {
    visit(node);
    for (const value of Object.values(node)) if (typeof value === "object") walk(value, visit);
  }
}

export function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && (node.name === name || node.value === name);
}

function isFetch(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === "MemberExpression")
    return isNamed(callee.object, "globalThis") && isNamed(callee.property, "fetch");
  return callee.type === "Identifier" && isNamed(callee, "fetch");
}

/** `new URL("./x.worker.ts", import.meta.url)`: how a bundler recognises a worker file. */
function workerFile(args: unknown): string | undefined {
  const [first, second] = Array.isArray(args) ? args : [];
  if (!isNode(first) || first.type !== "Literal" || second === undefined) return undefined;
  return typeof first.value === "string" && /^\.[^?]*\.(ts|tsx|js|mjs)$/.test(first.value) ? first.value : undefined;
}
