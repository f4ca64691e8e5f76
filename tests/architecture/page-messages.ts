import { posix } from "node:path";
import type { MessagesOfFile } from "./read-messages.ts";
import type { Source } from "./read-source.ts";

/** A file of the project, as this table needs it. */
export type PageFile = Pick<Source, "path" | "imports" | "isAction"> & MessagesOfFile;

/** Files from which Next begins to render. A page and a layout can declare messages, the others have their layout's. */
const entry = /^app\/(?!api\/)(.*\/)?(page|layout|default|error|not-found)\.tsx$/;

export interface Expectation {
  readonly path: string;
  readonly declared: readonly string[];
  readonly expected: readonly string[];
}

/**
 * What each page and layout must declare: the parts of the catalogue that its components reach, without those that a
 * layout around it has already. A layout also has the parts of what cannot declare any: the errors under it, and
 * the slots beside its pages.
 */
export function expectedMessages(files: readonly PageFile[]): Expectation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const entries = files.filter(({ path }) => entry.test(path)).map(({ path }) => path);
  const layouts = entries.filter((path) => posix.basename(path) === "layout.tsx");
  const above = (path: string) =>
    layouts.filter((layout) => layout !== path && path.startsWith(`${posix.dirname(layout)}/`));
  const needs = new Map(entries.map((path) => [path, reached(path, byPath)]));

  // An error is shown, and a slot is filled, by the innermost layout around it.
  for (const path of entries.filter(cannotDeclare)) {
    const [around] = above(path).toSorted((a, b) => b.length - a.length);
    if (around !== undefined) needs.set(around, [...(needs.get(around) ?? []), ...(needs.get(path) ?? [])]);
    needs.delete(path);
  }
  return [...needs].map(([path, asked]) => {
    const there = above(path).flatMap((layout) => needs.get(layout) ?? []);
    const own = smallest(asked).filter((name) => !there.some((other) => covers(other, name)));
    return { path, declared: (byPath.get(path)?.declared ?? []).toSorted(), expected: own.toSorted() };
  });
}

function cannotDeclare(path: string): boolean {
  return /\/@/.test(path) || /\/(default|error|not-found)\.tsx$/.test(path);
}

/** All parts that an entry's components ask for, through any chain of imports. */
function reached(from: string, byPath: ReadonlyMap<string, PageFile>): string[] {
  const seen = new Set([from]);
  const asked: string[] = [];
  for (const path of seen) {
    const file = byPath.get(path);
    // What an action imports stays on the server.
    if (file === undefined || file.isAction) continue;
    asked.push(...file.asked);
    for (const { target, isPackage, isType } of file.imports) if (!isPackage && !isType) seen.add(target);
  }
  return asked;
}

/** Without those that another one has in it. */
function smallest(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => !names.some((other) => other !== name && covers(other, name)));
}

function covers(whole: string, part: string): boolean {
  return part === whole || part.startsWith(`${whole}.`);
}
