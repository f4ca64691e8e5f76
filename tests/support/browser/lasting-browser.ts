import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { browserOptions } from "./browser.ts";
import { browserStack } from "./browser-stack.ts";
import { watch } from "./browser-test.ts";

/** A browser whose profile outlives it, as a person's does. */
export class LastingBrowser {
  readonly #profile: string;
  readonly #complaints: string[];
  #context: BrowserContext | null = null;

  private constructor(profile: string, complaints: string[]) {
    this.#profile = profile;
    this.#complaints = complaints;
  }

  /** `complaints` gets what its pages warn of. */
  static async make(complaints: string[]): Promise<LastingBrowser> {
    return new LastingBrowser(await mkdtemp(join(tmpdir(), "profile-")), complaints);
  }

  /** Starts the browser on its profile; returns its one page. */
  async start(): Promise<Page> {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      ...browserOptions(process.env),
      baseURL: browserStack().url,
      locale: "es-CO",
      timezoneId: "America/Bogota",
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
    });
    watch(this.#context, this.#complaints);
    return this.#context.pages()[0] ?? this.#context.newPage();
  }

  get context(): BrowserContext {
    if (this.#context === null) throw new Error("the browser has not been started");
    return this.#context;
  }

  /** Kills the browser's process, as the end of memory does: nothing in it can say goodbye. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.context.once("close", resolve));
    for (const pid of this.#processes()) process.kill(pid, "SIGKILL");
    await closed;
    this.#context = null;
    // Not every build of Chromium locks its profile.
    await rm(join(this.#profile, "SingletonLock"), { force: true });
  }

  /** The browser's first process: the others, of a type each, end with it. */
  #processes(): number[] {
    const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
    const own = lines.filter((line) => line.includes(this.#profile) && !line.includes("--type="));
    return own.map((line) => Number.parseInt(line, 10));
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async discard(): Promise<void> {
    await this.close();
    await rm(this.#profile, { recursive: true, force: true });
  }
}
