import type { Random } from "#tests/support/portfolio/random.ts";
import { killWorkers, startWorkerProcess, type WorkerProcess } from "#tests/support/runs/worker-process.ts";

/** Runs `work` with these settings in the environment; processes started meanwhile get a copy of it. */
export async function withEnvironment<T>(
  settings: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** Worker processes of which any may die at any moment; another one replaces it. */
export class Fleet {
  #workers: WorkerProcess[] = [];

  static async start(size: number): Promise<Fleet> {
    const fleet = new Fleet();
    fleet.#workers = await Promise.all(Array.from({ length: size }, startWorkerProcess));
    return fleet;
  }

  /** Ends the surplus with SIGTERM, or starts the missing ones. */
  async resize(size: number): Promise<void> {
    await Promise.all(this.#workers.splice(size).map((worker) => worker.end("SIGTERM")));
    while (this.#workers.length < size) this.#workers.push(await startWorkerProcess());
  }

  /**
   * Replaces all workers by ones with these settings until `work` is over: a worker reads its environment
   * only once.
   */
  async withSettings(settings: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
    try {
      await withEnvironment(settings, async () => {
        await this.#renew();
        await work();
      });
    } finally {
      await this.#renew();
    }
  }

  async #renew(): Promise<void> {
    const { length: size } = this.#workers;
    await this.resize(0);
    await this.resize(size);
  }

  get workers(): readonly WorkerProcess[] {
    return this.#workers;
  }

  /** Ends one worker with this signal, returns its exit code and starts another in its place. */
  async replace(random: Random, signal: NodeJS.Signals): Promise<number | null> {
    const index = random.integer(0, this.#workers.length - 1);
    const code = await this.#workers[index]?.end(signal);
    this.#workers[index] = await startWorkerProcess();
    return code ?? null;
  }

  signal(name: "SIGSTOP" | "SIGCONT"): void {
    for (const { child } of this.#workers) child.kill(name);
  }

  /** How many still run. No worker may end because of faults around it. */
  get alive(): number {
    return this.#workers.filter(({ child }) => child.exitCode === null && child.signalCode === null).length;
  }

  /** Kills all workers, or asks them to end. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (signal === "SIGTERM") await Promise.all(this.#workers.map((worker) => worker.end(signal)));
    killWorkers();
    this.#workers = [];
  }
}
