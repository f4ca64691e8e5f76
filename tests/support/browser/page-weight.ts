import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { projectRoot } from "#lib/up/settings.ts";
import { followRequests } from "./at-rest.ts";

const buildSchema = z.object({ rootMainFiles: z.array(z.string()) });
const routeSchema = z.object({ entryJSFiles: z.record(z.string(), z.array(z.string())) });

/**
 * The floor under a page: the scripts of Next itself and of the layouts around the page, which an empty page there
 * would load too. `route` is the page's folder in `app`.
 */
export function floorOf(route: string): Set<string> {
  const { rootMainFiles } = buildSchema.parse(JSON.parse(built("build-manifest.json")));
  const text = built(`server/app/${route}/page_client-reference-manifest.js`);
  const { entryJSFiles } = routeSchema.parse(JSON.parse(text.slice(text.indexOf("] = {") + 4).replace(/;\s*$/, "")));
  const around = Object.entries(entryJSFiles).filter(([entry]) => isAround(entry));
  if (around.length === 0) throw new Error(`no layouts around ${route}`);
  return new Set([...rootMainFiles, ...around.flatMap(([, files]) => files)]);
}

/** Layouts further inside belong to their pages. */
function isAround(entry: string): boolean {
  return /\/app\/(\(\w+\)\/)?(layout|error|not-found)$/.test(entry);
}

function built(path: string): string {
  return readFileSync(join(projectRoot, ".next", path), "utf8");
}

export interface Loaded {
  readonly file: string;
  /** As sent: compressed. */
  readonly bytes: number;
}

/** The scripts and fonts that a page has loaded, by itself and ahead of what its user may do next. */
export async function loadedBy(page: Page): Promise<Record<"scripts" | "fonts", Loaded[]>> {
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((entry) => {
      const { name, encodedBodySize: bytes } = entry as PerformanceResourceTiming;
      return { file: new URL(name).pathname.replace("/_next/", ""), bytes };
    }),
  );
  return {
    scripts: loaded.filter(({ file }) => file.endsWith(".js")),
    fonts: loaded.filter(({ file }) => file.endsWith(".woff2")),
  };
}

/** Opens a page and waits until it has loaded everything, also what it loads ahead. */
export async function openWhole(page: Page, address: string): Promise<void> {
  const { untilAtRest, stop } = followRequests(page);
  await page.addInitScript(pauseNever);
  await page.goto(address);
  await untilAtRest();
  stop();
}

/** What a page loads after two seconds comes at once: whether the palette is there must not depend on the machine. */
function pauseNever(): void {
  const later = window.setTimeout;
  Object.assign(window, {
    setTimeout: (handler: TimerHandler, delay = 0, ...given: unknown[]) =>
      later(handler, delay === 2_000 ? 0 : delay, ...given),
  });
}

export const sumOf = (files: readonly Loaded[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** How much of a page has moved by itself since it was opened. */
export function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const add = (entries: PerformanceEntryList) => {
          for (const entry of entries) sum += (entry as PerformanceEntry & { value: number }).value;
        };
        const observer = new PerformanceObserver((list) => add(list.getEntries()));
        observer.observe({ type: "layout-shift", buffered: true });
        // What has been is handed over in a task of its own, before one that begins after the next frame.
        requestAnimationFrame(() =>
          setTimeout(() => {
            add(observer.takeRecords());
            resolve(sum);
          }),
        );
      }),
  );
}
