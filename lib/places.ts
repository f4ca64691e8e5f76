import { AppError } from "#lib/domain/app-error.ts";

/** How much may be under way at once: requests, bodies, password checks. */
export interface PlaceLimits {
  readonly ofUser: number;
  /** Of all users. */
  readonly inAll: number;
  /** Total bytes of those, as announced by each. */
  readonly bytes?: number;
  /** Of one user, and of all, that wait for a place with nothing done for them yet. */
  readonly waitingOfUser: number;
  readonly waitingInAll: number;
  readonly patienceMs: number;
}

/** Seconds after which whoever got no place may try again. */
const retryAfterSeconds = 2;

interface Waiting {
  readonly userId: string;
  readonly bytes: number;
  readonly admit: () => void;
}

/**
 * Limits how much is under way at once. What comes on top waits, first come first served as far as there is room, and
 * is refused as `busy` if the line is full or the wait too long.
 */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #takenOf = new Map<string, number>();
  readonly #line: Waiting[] = [];
  #taken = 0;
  #bytes = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** Takes a place, for at most `bytes`; call the returned function to give it back. Throws `busy`. */
  async take(userId: string, bytes = 0): Promise<() => void> {
    if (this.#hasRoom(userId, bytes)) this.#enter(userId, bytes);
    else await this.#wait(userId, bytes);
    let isTaken = true;
    return () => {
      if (isTaken) this.#leave(userId, bytes);
      isTaken = false;
    };
  }

  #hasRoom(userId: string, bytes: number): boolean {
    const { ofUser, inAll, bytes: most = Number.POSITIVE_INFINITY } = this.#limits;
    return (this.#takenOf.get(userId) ?? 0) < ofUser && this.#taken < inAll && this.#bytes + bytes <= most;
  }

  #enter(userId: string, bytes: number): void {
    this.#takenOf.set(userId, (this.#takenOf.get(userId) ?? 0) + 1);
    this.#taken++;
    this.#bytes += bytes;
  }

  #leave(userId: string, bytes: number): void {
    const left = (this.#takenOf.get(userId) ?? 1) - 1;
    if (left === 0) this.#takenOf.delete(userId);
    else this.#takenOf.set(userId, left);
    this.#taken--;
    this.#bytes -= bytes;
    for (const waiting of [...this.#line]) {
      if (!this.#hasRoom(waiting.userId, waiting.bytes)) continue;
      this.#line.splice(this.#line.indexOf(waiting), 1);
      this.#enter(waiting.userId, waiting.bytes);
      waiting.admit();
    }
  }

  async #wait(userId: string, bytes: number): Promise<void> {
    const { waitingOfUser, waitingInAll, patienceMs } = this.#limits;
    const ofUser = this.#line.filter((one) => one.userId === userId).length;
    if (ofUser >= waitingOfUser || this.#line.length >= waitingInAll) throw new AppError("busy", { retryAfterSeconds });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { userId, bytes, admit: resolve };
    this.#line.push(waiting);
    const timer = setTimeout(() => {
      this.#line.splice(this.#line.indexOf(waiting), 1);
      reject(new AppError("busy", { retryAfterSeconds }));
    }, patienceMs);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
    }
  }
}
