import { type Proof, proofs } from "#lib/domain/access/proof.ts";

/** What waits for the user to prove again who they are, and how they can. */
export interface Asked {
  readonly proof: Proof;
}

/**
 * Actions that were refused with `reauthentication_needed` wait here while the page's dialog asks its user; however
 * many wait, it asks once.
 */
class Proving {
  #asked: Asked | null = null;
  #done: Promise<boolean> = Promise.resolve(false);
  #answer: (isProven: boolean) => void = () => undefined;
  readonly #listeners = new Set<() => void>();

  /** null: nothing waits. */
  get asked(): Asked | null {
    return this.#asked;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks the user; true once they have proven it, false if they would rather not. */
  ask(proof: Proof): Promise<boolean> {
    if (this.#asked !== null) return this.#done;
    this.#done = new Promise((resolve) => {
      this.#answer = resolve;
    });
    this.#become({ proof });
    return this.#done;
  }

  /** Tells everything that waits. */
  end(isProven: boolean): void {
    this.#become(null);
    this.#answer(isProven);
  }

  #become(asked: Asked | null): void {
    this.#asked = asked;
    for (const listener of [...this.#listeners]) listener();
  }
}

export const proving = new Proving();

/** How the refused user can prove it, as the refusal says. */
export function proofIn(params: Readonly<Record<string, unknown>>): Proof {
  return proofs.find((proof) => proof === params.proof) ?? "password";
}
