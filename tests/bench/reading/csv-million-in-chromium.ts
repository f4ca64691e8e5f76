import { chromium, type Page } from "@playwright/test";
import { findOrInstallBrowser } from "../../support/browser/browser.ts";
import type { Bench, Figure } from "../figure.ts";
import { median } from "../measure.ts";
import type { PageOutcome } from "./browser/page.ts";
import { rendererPeakMb } from "./browser/renderer-memory.ts";
import { serveBundles } from "./browser/serve-bundles.ts";
import { millionRows } from "./csv-million.ts";
import { portfolioCsv } from "./sample-files.ts";

const runs = 3;

interface Run {
  readonly ours: PageOutcome;
  readonly papaparse: PageOutcome;
  readonly peakMb: number | null;
}

export const csvMillionInChromium: Bench = {
  name: "csv-million-in-chromium",
  about:
    "The same file and the same work in the portal's own web worker in Chromium, against bare papaparse in a worker that reads the file by " +
    "itself. The longest gap is what the page waited between two turns of its event loop while the worker was at it.",
  async measure() {
    const path = await portfolioCsv(millionRows);
    const served = await serveBundles();
    try {
      const measured: Run[] = [];
      for (let run = 0; run < runs; run++) measured.push(await runOnce(served.url, path));
      return figuresOf(measured);
    } finally {
      await served.close();
    }
  },
};

/** A new browser each time: memory or compiled code of an earlier run would distort the next one. */
async function runOnce(url: string, path: string): Promise<Run> {
  const server = await chromium.launchServer({
    executablePath: findOrInstallBrowser(process.env),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(url);
    await page.locator("input").setInputFiles(path);
    const ours = await ask(page, "review");
    const peakMb = rendererPeakMb(server.process().pid ?? 0);
    const papaparse = await ask(page, "papaparse");
    if (errors.length > 0) throw new Error(errors.join("\n"));
    await browser.close();
    return { ours, papaparse, peakMb };
  } finally {
    await server.close();
  }
}

async function ask(page: Page, name: "review" | "papaparse"): Promise<PageOutcome> {
  const outcome: PageOutcome = await page.evaluate(`window.${name}()`);
  if (outcome.rows !== millionRows) throw new Error(`${name} saw ${outcome.rows} rows`);
  return outcome;
}

function figuresOf(measured: readonly Run[]): Figure[] {
  const ours = median(measured.map((run) => run.ours.ms));
  const papaparse = median(measured.map((run) => run.papaparse.ms));
  const gap = median(measured.map((run) => run.ours.longestGapMs));
  const peaks = measured.flatMap((run) => (run.peakMb === null ? [] : [run.peakMb]));
  const prefix = "csv-million-in-chromium";
  return [
    { name: `${prefix}/times-papaparse`, value: ours / papaparse, unit: "ratio", bar: { atMost: 3.5 } },
    { name: `${prefix}/longest-gap-of-the-page`, value: gap, unit: "ms", bar: { atMost: 50 } },
    ...(peaks.length === 0
      ? []
      : [{ name: `${prefix}/peak-memory`, value: median(peaks), unit: "MB" as const, bar: { atMost: 700 } }]),
    { name: `${prefix}/time`, value: ours / 1000, unit: "s", bar: null },
    { name: `${prefix}/papaparse-time`, value: papaparse / 1000, unit: "s", bar: null },
  ];
}
