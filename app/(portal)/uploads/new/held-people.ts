import type { Reply } from "#components/upload/bring-pieces.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { HeldDebtors, HoldReason } from "#lib/domain/holds/hold.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { listHoldBucketsAction, tellHeldAction } from "./actions.ts";
import { replyOf } from "./staging-requests.ts";

/** Identifications in one question: far below what an action may carry. */
const askedAtOnce = 5_000;

/**
 * Finds out which debtors of the open file the tenant keeps out of every load, and why. Only those are asked about whose
 * bucket is one of the list's, so the file stays here and the list stays there (decision 70).
 */
export class HeldPeople {
  readonly #client: WorkbenchClient;
  readonly #tenantId: string;
  #buckets: readonly number[] = [];
  readonly #asked = new Set<string>();

  constructor(client: WorkbenchClient, tenantId: string) {
    this.#client = client;
    this.#tenantId = tenantId;
  }

  /** Asks about all debtors, by the list as it is now. */
  async ask(context: DerivationContext, signal: AbortSignal): Promise<Reply<HeldDebtors>> {
    const buckets = await replyOf(() => listHoldBucketsAction({ tenantId: this.#tenantId }));
    if (buckets.kind !== "done") return buckets;
    this.#buckets = buckets.value;
    this.#asked.clear();
    if (buckets.value.length === 0) return { kind: "done", value: new Map() };
    const input = { context, buckets: buckets.value, among: "all" } as const;
    return this.#tell(await this.#client.ask("heldCandidates", input, { signal }));
  }

  /**
   * After a change: asks about whom the file did not have before, and takes those out who are held. Null if nobody is,
   * or if the portal does not answer: it looks at all of them again before anything is staged.
   */
  async askAgain(among: "all" | "edited", onProgress: (share: number) => void) {
    if (this.#buckets.length === 0) return null;
    const candidates = await this.#client.ask("heldCandidates", { context: null, buckets: this.#buckets, among });
    const told = await this.#tell(candidates.filter((candidate) => !this.#asked.has(candidate)));
    if (told.kind !== "done" || told.value.size === 0) return null;
    return this.#client.ask("alsoHold", { held: told.value }, { onProgress });
  }

  async #tell(candidates: readonly string[]): Promise<Reply<HeldDebtors>> {
    const held = new Map<string, HoldReason>();
    for (let from = 0; from < candidates.length; from += askedAtOnce) {
      const identifications = candidates.slice(from, from + askedAtOnce);
      const told = await replyOf(() => tellHeldAction({ tenantId: this.#tenantId, identifications }));
      if (told.kind !== "done") return told;
      for (const { key, why } of told.value) held.set(key, why);
      for (const identification of identifications) this.#asked.add(identification);
    }
    return { kind: "done", value: held };
  }
}
