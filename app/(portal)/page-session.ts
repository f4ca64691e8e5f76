/** `good`: the page's user is signed in, as far as is known. `ended`: nobody is. `taken`: somebody else is, in another tab. */
export type SessionState = "good" | "ended" | "taken";

/** What the portal says of who is signed in; null when it could not be asked. */
export type SessionAnswer =
  | { readonly kind: "somebody"; readonly userId: string; readonly endsInSeconds: number }
  | { readonly kind: "nobody" }
  | null;

export interface SessionDeps {
  /** Who is signed in. Asking is no work. */
  readonly ask: () => Promise<SessionAnswer>;
  /** Says that this user works here. */
  readonly tell: () => Promise<SessionAnswer>;
  readonly nowMs: () => number;
}

/** The server writes it once a minute; a little later than that it is sure to. */
const tellMs = 61_000;
/** After the end the portal is asked, and again where it does not answer. */
const againMs = 30_000;

/**
 * Whether the user whose page this is is still signed in. A session that is over is no sign-out: the page keeps its work, hides it, and
 * goes on when the same user has signed in again, here or in another tab. Nothing of it goes on for somebody else.
 */
export class PageSession {
  readonly userId: string;
  readonly #deps: SessionDeps;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = "good";
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #asked = 0;
  #answered = 0;

  constructor(userId: string, deps: SessionDeps) {
    this.userId = userId;
    this.#deps = deps;
  }

  get state(): SessionState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks the portal who is signed in by now. */
  async check(): Promise<void> {
    const number = ++this.#asked;
    this.#take(number, await this.#deps.ask());
  }

  /** There was real input: told at once, and then not for a minute. */
  async noteInput(): Promise<void> {
    const now = this.#deps.nowMs();
    if (this.#state !== "good" || now - this.#toldAtMs < tellMs) return;
    this.#toldAtMs = now;
    const number = ++this.#asked;
    const answer = await this.#deps.tell();
    // Refused: nobody is signed in, or somebody else, whose session this is no work in.
    if (answer?.kind === "nobody") await this.check();
    else this.#take(number, answer);
  }

  /** Resolves once the page's user is signed in (again). What was refused may then be asked once more. */
  async signedIn(signal?: AbortSignal): Promise<void> {
    await this.check();
    if (this.#state === "good") return;
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        stop();
        reject(signal?.reason);
      };
      const stop = this.subscribe(() => {
        if (this.#state !== "good") return;
        stop();
        signal?.removeEventListener("abort", onAbort);
        resolve();
      });
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Watches the clock until it is closed. */
  open(): void {
    this.#isClosed = false;
    void this.check();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #take(number: number, answer: SessionAnswer): void {
    // What was asked before has been overtaken: the session may have ended, or come back, since.
    if (number < this.#answered) return;
    this.#answered = number;
    const isTheirs = answer?.kind === "somebody" && answer.userId === this.userId;
    if (answer !== null) this.#become(isTheirs ? "good" : answer.kind === "nobody" ? "ended" : "taken");
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#state !== "good") return;
    const ms = isTheirs ? answer.endsInSeconds * 1_000 + 1_500 : againMs;
    this.#timer = setTimeout(() => void this.check(), ms);
  }

  #become(state: SessionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
