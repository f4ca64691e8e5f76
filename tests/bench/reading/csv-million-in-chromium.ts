import { chromium, type Page } from "@playwright/test";
import { findOrInstallBrowser } from "../../support/browser/browser.ts";
import { type Bench, type Figure, middleOf, type Scale } from "../figure.ts";
import { median } from "../quantiles.ts";
import type { PageOutcome } from "./browser/page.ts";
import { rendererPeakMb } from "./browser/renderer-memory.ts";
import { serveBundles } from "./browser/serve-bundles.ts";
import { millionRows } from "./csv-million.ts";
import { portfolioCsv } from "./sample-files.ts";

const runs: Readonly<Record<Scale, number>> = { whole: 3, smallest: 1 };

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
  async measure(scale) {
    const rows = millionRows[scale];
    const path = await portfolioCsv(rows);
    const served = await serveBundles();
    try {
      const measured: Run[] = [];
      for (let run = 0; run < runs[scale]; run++) measured.push(await runOnce(served.url, path, rows));
      return figuresOf(measured);
    } finally {
      await served.close();
    }
  },
};

/** A new browser each time: memory or compiled code of an earlier run would distort the next one. */
async function runOnce(url: string, path: string, rows: number): Promise<Run> {
  const server = await chromium.launchServer({
    executablePath: await findOrInstallBrowser(process.env),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(url);
    await page.locator("input").setInputFiles(path);
    const ours = await ask(page, "review", rows);
    const peakMb = rendererPeakMb(server.process().pid ?? 0);
    const papaparse = await ask(page, "papaparse", rows);
    if (errors.length > 0) throw new Error(errors.join("\n"));
    await browser.close();
    return { ours, papaparse, peakMb };
  } finally {
    await server.close();
  }
}

async function ask(page: Page, name: "review" | "papaparse", rows: number): Promise<PageOutcome> {
  const outcome: PageOutcome = await page.evaluate(`window.${name}()`);
  if (outcome.rows !== rows) throw new Error(`${name} saw ${outcome.rows} rows`);
  return outcome;
}

function figuresOf(measured: readonly Run[]): Figure[] {
  const ours = measured.map((run) => run.ours.ms);
  const papaparse = measured.map((run) => run.papaparse.ms);
  const ratios = measured.map((run) => run.ours.ms / run.papaparse.ms);
  const gaps = measured.map((run) => run.ours.longestGapMs);
  const peaks = measured.flatMap((run) => (run.peakMb === null ? [] : [run.peakMb]));
  const ratio = { value: median(ours) / median(papaparse), repeated: ratios };
  const seconds = (ms: readonly number[]) => middleOf(ms.map((one) => one / 1_000));
  const prefix = "csv-million-in-chromium";
  return [
    { name: `${prefix}/times-papaparse`, ...ratio, unit: "ratio", bar: { atMost: 3.5 } },
    { name: `${prefix}/longest-gap-of-the-page`, ...middleOf(gaps), unit: "ms", bar: { atMost: 50 } },
    ...(peaks.length === 0
      ? []
      : [{ name: `${prefix}/peak-memory`, ...middleOf(peaks), unit: "MB" as const, bar: { atMost: 700 } }]),
    { name: `${prefix}/time`, ...seconds(ours), unit: "s", bar: null },
    { name: `${prefix}/papaparse-time`, ...seconds(papaparse), unit: "s", bar: null },
  ];
}
