import type { SessionLife } from "#lib/domain/views/session-view.ts";
import { WorkTenants } from "./work-tenants.ts";

/**
 * `good`: the page's user is signed in, as far as is known. `ended`: nobody is. `taken`: somebody else is, in
 * another tab. `barred`: the user is, but may no longer work for the page's tenant.
 */
export type SessionState = "good" | "ended" | "taken" | "barred";

/** Who is signed in, as the portal answers; null if it did not answer. */
export type SessionAnswer = ({ readonly kind: "somebody" } & SessionLife) | { readonly kind: "nobody" } | null;

export interface SessionDeps {
  /** Returns who is signed in, and whether they may work for that tenant. Does not extend the session. */
  readonly ask: (tenantId: string | null) => Promise<SessionAnswer>;
  /** Reports that this user is working here. */
  readonly tell: (tenantId: string | null) => Promise<SessionAnswer>;
  readonly nowMs: () => number;
  /** Whether somebody may be looking at the page. */
  readonly isShown: () => boolean;
}

/** The server writes activity at most once a minute; a little later than that it surely writes. */
const tellMs = 61_000;
/** After an expected end the portal is asked, and again after this time if it does not answer. */
const againMs = 30_000;
/**
 * A session may be ended by somebody else at any time, and what the page shows must not stay readable for
 * long after that.
 */
const shownMs = 60_000;

/**
 * Whether the page's user is still signed in. When the session ends, the page keeps its work, hides it, and
 * goes on once the same user has signed in again, here or in another tab (decision 40). For another user
 * nothing of it goes on.
 */
export class PageSession {
  readonly userId: string;
  readonly #deps: SessionDeps;
  readonly #listeners = new Set<() => void>();
  /** The tenant of the page. */
  readonly tenants = new WorkTenants(() => {
    if (this.#state === "barred") void this.check();
  });
  #state: SessionState = "good";
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #waiting = 0;
  /** How often the page's tenant was lost, and whether it was since the page was last good. */
  #losses = 0;
  #isLost = false;
  #isResumed = false;
  #retiredAt: string | null = null;
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

  /** Since when the page's tenant is retired, if that is why it is barred, ISO 8601. */
  get retiredAt(): string | null {
    return this.#retiredAt;
  }

  /** Whether a refused request waits: it is repeated once the page's user has signed in again. */
  get hasWaiting(): boolean {
    return this.#waiting > 0 && !this.#isLost;
  }

  /** Whether a request that had been waiting goes on by itself now that the page is good again. */
  get isResumed(): boolean {
    return this.#isResumed;
  }

  /** Asks the portal who is signed in now. */
  async check(): Promise<void> {
    await this.#exchange(this.#deps.ask);
  }

  /** Reports real input: at once, and then at most every 61 s. */
  async noteInput(): Promise<void> {
    const now = this.#deps.nowMs();
    if (this.#state !== "good" || now - this.#toldAtMs < tellMs) return;
    this.#toldAtMs = now;
    await this.#exchange(this.#deps.tell, true);
  }

  /** Resolves once the page's user is signed in (again) and may work for its tenant. */
  async signedIn(signal?: AbortSignal): Promise<void> {
    await this.check();
    if (this.#state === "good") return;
    signal?.throwIfAborted();
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

  /**
   * The same for a refused request: whether it may be repeated then. Whoever had lost the tenant meanwhile did not ask
   * for anything again by getting it back: what they had pressed is dropped.
   */
  async mayRepeat(signal?: AbortSignal): Promise<boolean> {
    const [isLost, losses] = [this.#isLost, this.#losses];
    this.#count(1);
    try {
      await this.signedIn(signal);
      return !isLost && losses === this.#losses;
    } finally {
      this.#count(-1);
    }
  }

  /** Starts the timer; `close` stops it. */
  open(): void {
    this.#isClosed = false;
    void this.check();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #exchange(send: SessionDeps["ask"], isTelling = false): Promise<void> {
    const number = ++this.#asked;
    const tenantId = this.tenants.current?.id ?? null;
    const answer = await send(tenantId);
    // A refused report means that nobody is signed in, or somebody else, in whose session this is no work. Or
    // the page has changed to another tenant meanwhile. In both cases ask again.
    const isOpen = (isTelling && answer?.kind === "nobody") || tenantId !== (this.tenants.current?.id ?? null);
    if (isOpen) await this.check();
    else this.#take(number, answer);
  }

  #take(number: number, answer: SessionAnswer): void {
    // A newer answer has overtaken this one: the session may have ended, or come back, since.
    if (number < this.#answered) return;
    this.#answered = number;
    if (answer?.kind === "somebody" && answer.retiredAt !== this.#retiredAt) {
      this.#retiredAt = answer.retiredAt;
      this.#tell();
    }
    if (answer !== null) this.#become(this.#stateBy(answer));
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#state === "ended" || this.#state === "taken") return;
    this.#wait(answer?.kind === "somebody" ? answer.endsInSeconds * 1_000 + 1_500 : againMs);
  }

  #stateBy(answer: NonNullable<SessionAnswer>): SessionState {
    if (answer.kind === "nobody") return "ended";
    if (answer.userId !== this.userId) return "taken";
    return answer.hasTenant ? "good" : "barred";
  }

  /** Asks when the session should have ended and, while somebody may be looking, each minute before that. */
  #wait(leftMs: number): void {
    const ms = Math.min(leftMs, shownMs);
    this.#timer = setTimeout(() => {
      if (ms === leftMs || this.#deps.isShown()) void this.check();
      else this.#wait(leftMs - ms);
    }, ms);
  }

  #become(state: SessionState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state === "barred") {
      this.#losses++;
      this.#isLost = true;
    }
    this.#isResumed = state === "good" && this.hasWaiting;
    if (state === "good") this.#isLost = false;
    this.#tell();
  }

  #count(change: 1 | -1): void {
    this.#waiting += change;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
