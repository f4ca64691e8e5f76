/** What must be ended when the run is over, however it ends: last made, first ended. */
export class CleanUp {
  #ends: (() => Promise<void> | void)[] = [];
  #isEnding = false;

  add(end: () => Promise<void> | void): void {
    this.#ends.push(end);
  }

  /** Call before starting anything: what starts after the clean-up would outlive the run. */
  throwIfEnding(): void {
    if (this.#isEnding) throw new Error("the run is being ended");
  }

  /** Ends everything. What cannot be ended is printed and does not stop the rest from being ended. */
  async run(): Promise<void> {
    this.#isEnding = true;
    for (const end of this.#ends.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        console.error(error);
      }
    }
  }
}
