import { globSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { codeSites } from "./code-sites.ts";
import type { Site } from "./site.ts";
import { sqlSites } from "./sql-sites.ts";

/** Mutants are spread over these by their lines, but each has at least a tenth of them. */
export const areas = ["lib/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "prisma/functions/*.sql"] as const;

const excluded = ["lib/database/generated/**", "lib/i18n/messages/**", "**/*.d.ts"];

export const sitesOf = (file: string, text: string): Site[] =>
  file.endsWith(".sql") ? sqlSites(file, text) : codeSites(file, text);

/** All sites of an area's files. */
export function areaSites(root: string, area: string): Site[] {
  return globSync(area, { cwd: root })
    .filter((file) => !excluded.some((glob) => matchesGlob(file, glob)))
    .sort()
    .flatMap((file) => sitesOf(file, readFileSync(join(root, file), "utf8")));
}
