import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { type Pattern, patterns } from "#lib/domain/pattern.ts";

const root = join(import.meta.dirname, "../../..");
/** Where patterns read what is in files, and in the answers of a CRM. */
const rooms = ["lib/domain/**/*.ts", "lib/spreadsheet/**/*.ts", "lib/wolkvox/**/*.ts"];

export interface Written {
  readonly path: string;
  readonly source: string;
  readonly flags: string;
}

/** A name for a pattern's text that stays short in the list of those that were checked. */
export function keyOf({ source, flags }: { readonly source: string; readonly flags: string }): string {
  return createHash("sha256").update(`${source}/${flags}`).digest("hex").slice(0, 12);
}

/** All patterns that the code has as literals, and whether it builds some: those are made by `pattern` or listed. */
export function writtenPatterns(): { readonly literals: Written[]; readonly building: string[] } {
  const literals: Written[] = [];
  const building = new Set<string>();
  for (const path of globSync(rooms, { cwd: root }).sort()) {
    const { program } = parseSync(path, readFileSync(join(root, path), "utf8"));
    const visit = (node: unknown): void => {
      if (node === null || typeof node !== "object") return;
      const { regex, type, callee } = node as {
        regex?: { pattern: string; flags: string };
        type?: string;
        callee?: { name?: string };
      };
      if (regex !== undefined) literals.push({ path, source: regex.pattern, flags: regex.flags });
      if (type === "NewExpression" && callee?.name === "RegExp") building.add(path);
      for (const part of Object.values(node)) visit(part);
    };
    visit(program);
  }
  return { literals, building: [...building] };
}

/** All that are made by `pattern`, by their names. */
export async function madePatterns(): Promise<ReadonlyMap<string, Pattern>> {
  for (const path of globSync(rooms, { cwd: root }).sort())
    if (readFileSync(join(root, path), "utf8").includes("pattern.ts")) await import(join(root, path));
  return patterns;
}
