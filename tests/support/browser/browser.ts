import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { LaunchOptions } from "@playwright/test";

/** The headless shell first: it needs half of the processor's time. */
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium to test with: the one in PLAYWRIGHT_CHROMIUM, otherwise the first on the PATH. */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = env.PLAYWRIGHT_CHROMIUM;
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`PLAYWRIGHT_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const folders = [...(env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** How every test starts it. */
export function browserOptions(env: Readonly<Record<string, string | undefined>>): LaunchOptions {
  const executablePath = findBrowser(env);
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    // Without a UTF-8 locale the browser saves "año.xlsx" as "download".
    env: { ...env, LC_ALL: "C.UTF-8" },
  };
}

/**
 * The Chromium to test with; installed by apt if there is none. Playwright's own download needs a host that
 * firewalls often block.
 */
export async function findOrInstallBrowser(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const found = findBrowser(env);
  if (found !== undefined) return found;
  const canInstall = userInfo().uid === 0 && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
  if (!canInstall) {
    throw new Error(
      "The browser tests need Chromium: install it (Debian: apt-get install chromium-headless-shell), or name one in PLAYWRIGHT_CHROMIUM.",
    );
  }
  const aptEnv = { ...env, DEBIAN_FRONTEND: "noninteractive", NODE_ENV: "test" as const };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell"],
  ]) {
    await promisify(execFile)("apt-get", args, { env: aptEnv });
  }
  const installed = findBrowser(env);
  if (installed === undefined) throw new Error("apt-get installed chromium-headless-shell, but it is not on the PATH.");
  return installed;
}
