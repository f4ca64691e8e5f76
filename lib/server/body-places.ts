import { AppError } from "#lib/domain/app-error.ts";

export interface PlaceLimits {
  /** Bodies of one user read at once. The page sends three, so two tabs have room. */
  readonly ofUser: number;
  /** Bodies of all users read at once. */
  readonly inAll: number;
  /** Total bytes of those, as announced by each. */
  readonly bytes: number;
  /** Requests of one user, and of all, that wait for a place with nothing of their body read. */
  readonly waitingOfUser: number;
  readonly waitingInAll: number;
  readonly patienceMs: number;
}

/** 96 MB are six chunks of the largest size, or hundreds of the usual one; chunks are unpacked one at a time. */
export const bodyLimits: PlaceLimits = {
  ofUser: 6,
  inAll: 48,
  bytes: 96 * 1024 * 1024,
  waitingOfUser: 12,
  waitingInAll: 200,
  patienceMs: 10_000,
};

/** Seconds after which a request that got no place may try again. */
const retryAfterSeconds = 2;

interface Waiting {
  readonly userId: string;
  readonly bytes: number;
  readonly admit: () => void;
}

/**
 * Limits how many bodies are read at once. Further requests wait unread, first come first served as far as
 * there is room, and are refused as `busy` if the line is full or the wait too long.
 */
export class BodyPlaces {
  readonly #limits: PlaceLimits;
  readonly #readingOf = new Map<string, number>();
  readonly #line: Waiting[] = [];
  #reading = 0;
  #bytes = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  get reading(): number {
    return this.#reading;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** Takes a place for a body of at most `bytes`; call the returned function to give it back. Throws `busy`. */
  async take(userId: string, bytes: number): Promise<() => void> {
    if (this.#hasRoom(userId, bytes)) this.#enter(userId, bytes);
    else await this.#wait(userId, bytes);
    let isTaken = true;
    return () => {
      if (isTaken) this.#leave(userId, bytes);
      isTaken = false;
    };
  }

  #hasRoom(userId: string, bytes: number): boolean {
    const { ofUser, inAll, bytes: most } = this.#limits;
    return (this.#readingOf.get(userId) ?? 0) < ofUser && this.#reading < inAll && this.#bytes + bytes <= most;
  }

  #enter(userId: string, bytes: number): void {
    this.#readingOf.set(userId, (this.#readingOf.get(userId) ?? 0) + 1);
    this.#reading++;
    this.#bytes += bytes;
  }

  #leave(userId: string, bytes: number): void {
    const left = (this.#readingOf.get(userId) ?? 1) - 1;
    if (left === 0) this.#readingOf.delete(userId);
    else this.#readingOf.set(userId, left);
    this.#reading--;
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
