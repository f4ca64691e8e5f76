import { askBulk, type BulkClient } from "#lib/database/pool.ts";
import { askPlainly } from "#lib/database/portfolios/load-measures.ts";
import {
  countKept,
  type EarlierLoads,
  findEarlierLoads,
  selectEarlierPayloads,
} from "#lib/database/snapshots/earlier-values.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { payloadBytesDigest } from "#lib/domain/correction/payload-digest.ts";
import type { Digest } from "#lib/domain/correction/text-digest.ts";
import type { Debtor } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { ValueKeeping } from "#lib/domain/portfolio/kept-values.ts";
import type { Derivation } from "./close-debtor.ts";

type Take = Derivation["take"];

export interface KeptUpload {
  readonly tenantId: TenantId;
  readonly uploadId: string;
}

export interface KeepingOptions {
  readonly take: Take;
  /** Whether the CRM has all of a debtor as the file says; asked only while no other upload is open. */
  readonly isAsLast: (debtor: Debtor) => boolean;
}

/** Debtors that are looked up together; less if they are long, or if so many others have passed (decision 48). */
const windowDebtors = 500;
const windowBytes = 1024 * 1024;
const mostPassed = 2_000;

/**
 * Puts what earlier loads brought into the payloads of debtors whose file has no value for it, on their way to `take`.
 * These come there a little later than their neighbours, always equally so.
 */
export class ValueKeeper {
  readonly #upload: KeptUpload;
  readonly #keeping: ValueKeeping;
  readonly #earlier: EarlierLoads;
  readonly #options: KeepingOptions;
  readonly #encoder = new TextEncoder();
  #window: { readonly debtor: Debtor; readonly sources: readonly Uint8Array[]; readonly fileDigest: Digest | null }[] =
    [];
  #bytes = 0;
  #passed = 0;
  #hasKept = false;

  private constructor(upload: KeptUpload, context: DerivationContext, earlier: EarlierLoads, options: KeepingOptions) {
    this.#upload = upload;
    this.#keeping = new ValueKeeping(context);
    this.#earlier = earlier;
    this.#options = options;
  }

  /** Null if no earlier load can have brought anything. */
  static async of(
    client: BulkClient,
    upload: KeptUpload,
    context: DerivationContext,
    options: KeepingOptions,
  ): Promise<ValueKeeper | null> {
    const earlier = await findEarlierLoads(askPlainly(client), upload.tenantId, upload.uploadId);
    if (!earlier.hasSnapshot && earlier.openIds.length === 0) return null;
    return new ValueKeeper(upload, context, earlier, options);
  }

  /** As {@link Derivation.take}; the digest is that of what the file says. */
  take(debtor: Debtor, sources: readonly Uint8Array[]): Digest | null {
    if (this.#window.length > 0) this.#passed++;
    const isComplete = !this.#keeping.lacks(debtor.payload);
    if (isComplete || (this.#earlier.openIds.length === 0 && this.#options.isAsLast(debtor)))
      return this.#options.take(debtor, sources);
    const fileDigest = payloadBytesDigest(this.#encoder.encode(debtor.payload));
    this.#window.push({ debtor, sources, fileDigest });
    this.#bytes += debtor.payload.length;
    for (const source of sources) this.#bytes += source.length;
    return fileDigest;
  }

  get isFull(): boolean {
    return this.#window.length >= windowDebtors || this.#bytes >= windowBytes || this.#passed >= mostPassed;
  }

  /** Hands the waiting debtors on; `settle` is called after each, to make room for the next. */
  async turn(settle: () => Promise<void>): Promise<void> {
    const window = this.#window;
    this.#window = [];
    this.#bytes = 0;
    this.#passed = 0;
    if (window.length === 0) return;
    const { tenantId } = this.#upload;
    const names = window.map(({ debtor }) => debtor.identification);
    // Over another connection: the upload's own is busy writing.
    const found = await selectEarlierPayloads(
      (text, values) => askBulk(tenantId, text, values),
      ...([tenantId, this.#earlier, names] as const),
    );
    for (const { debtor, sources, fileDigest } of window) {
      this.#options.take(this.#filled(debtor, fileDigest, found.get(debtor.identification)), sources);
      await settle();
    }
  }

  #filled(debtor: Debtor, fileDigest: Digest | null, earlier: readonly string[] = []): Debtor {
    const { payload, kept: fields } = this.#keeping.fill(debtor.payload, earlier);
    if (fields.length === 0) return debtor;
    this.#hasKept = true;
    return { ...debtor, payload, kept: { fields, fileDigest } };
  }

  /** Call it once all records are written. */
  async end(client: BulkClient): Promise<void> {
    if (this.#hasKept) await countKept(askPlainly(client), this.#upload.tenantId, this.#upload.uploadId);
  }
}
