import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "#lib/up/settings.ts";

const manifestSchema = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) })),
});

export interface BuiltAction {
  readonly id: string;
  readonly name: string;
  /** A page to which the action can be sent. */
  readonly path: string;
}

/** Every server action of the production build. `anyId` replaces ids in page addresses. */
export function builtActions(anyId: string): BuiltAction[] {
  const manifest = JSON.parse(readFileSync(join(projectRoot, ".next/server/server-reference-manifest.json"), "utf8"));
  return Object.entries(manifestSchema.parse(manifest).node).map(([id, { exportedName, workers }]) => {
    const page = Object.keys(workers).find((worker) => !worker.includes("@")) ?? "";
    return { id, name: exportedName, path: addressOf(page.replace(/^app/, ""), anyId) };
  });
}

/** The addresses of all pages and routes of the build. */
export function builtAddresses(anyId: string): string[] {
  const manifest = readFileSync(join(projectRoot, ".next/app-path-routes-manifest.json"), "utf8");
  const pages = Object.values(z.record(z.string(), z.string()).parse(JSON.parse(manifest)));
  return [...new Set(pages.map((page) => addressOf(page, anyId)))].filter((page) => !page.startsWith("/_")).sort();
}

/** The addresses of the build's pages or routes as their folders name them, with `[uploadId]` and the like; files left out. */
export function builtPatterns(kind: "page" | "route"): string[] {
  const manifest = readFileSync(join(projectRoot, ".next/app-path-routes-manifest.json"), "utf8");
  const entries = Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(manifest)));
  const patterns = entries.filter(([file]) => file.endsWith(`/${kind}`)).map(([, address]) => address);
  return [...new Set(patterns)].filter((address) => !/^\/_|\.\w+$/.test(address)).toSorted();
}

function addressOf(page: string, anyId: string): string {
  const bare = page.replace(/\/(?:page|route)$/, "").replaceAll(/\/\([^)]*\)/g, "");
  return bare.replaceAll(/\[[^\]]*\]/g, anyId) || "/";
}
