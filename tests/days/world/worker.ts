import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { definedOnly, workerEnvironment } from "#lib/up/settings.ts";
import type { Answer, Order } from "./worker-process.ts";

/** A worker's process, of which one is kept at hand: starting one takes longer than most of what it does. */
export class Worker {
  #child: ChildProcess | null = null;

  /** What it answers; null if it was killed meanwhile. Throws what it throws. */
  async tell(order: Order): Promise<Answer | null> {
    const child = this.#child ?? (await this.#start());
    const answered = await new Promise<Answer | null>((resolve) => {
      const heard = (message: unknown) => done(message as Answer);
      const died = () => done(null);
      const done = (answer: Answer | null) => {
        child.off("message", heard).off("exit", died);
        resolve(answer);
      };
      child.on("message", heard).on("exit", died);
      child.send(order);
    });
    if (answered?.error != null) throw new Error(`the worker failed: ${answered.error}`);
    return answered;
  }

  /** Leaves the database, which nobody may be connected to when it is replaced. */
  async rest(): Promise<void> {
    if (this.#child !== null) await this.tell({ do: "rest" });
  }

  /** SIGKILL: nothing of what it does is finished. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, "worker-process.ts"), {
      env: workerEnvironment({ ...definedOnly(process.env), NODE_ENV: "production" }),
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child.once("exit", () => {
      if (this.#child === child) this.#child = null;
    });
    await once(child, "message");
    this.#child = child;
    return child;
  }
}
