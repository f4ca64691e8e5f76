/** What must be gone when the run is over, however it ends: the last one made is ended first. */
export class CleanUp {
  #ends: (() => Promise<void> | void)[] = [];
  #isEnding = false;

  add(end: () => Promise<void> | void): void {
    this.#ends.push(end);
  }

  /** To be asked before anything is started: what is started after the end would outlive the run. */
  throwIfEnding(): void {
    if (this.#isEnding) throw new Error("the run is being ended");
  }

  /** Ends everything; what cannot be ended is said and does not keep the rest alive. */
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
