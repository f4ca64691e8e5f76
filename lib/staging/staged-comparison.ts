import { type RememberedDebtor, selectRemembered } from "#lib/database/comparison/remembered.ts";
import {
  type SnapshotEntry,
  type SnapshotScope,
  SnapshotVersion,
  versionText,
} from "#lib/database/comparison/snapshot.ts";
import type { NewComparedDebtor } from "#lib/database/staging/compared-rows.ts";
import type { ComparedRecord } from "#lib/database/staging/staged-writer.ts";
import type { Digest } from "#lib/domain/correction/text-digest.ts";
import type { Debtor } from "#lib/domain/debtors/debtor.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import {
  type Beside,
  comparePayloads,
  obligationsMissing,
  obligationsOf,
  type PayloadComparison,
} from "#lib/domain/portfolio/comparison/compare-payloads.ts";
import { ComparedFields } from "#lib/domain/portfolio/comparison/compared-fields.ts";
import type {
  Change,
  ComparisonFigures,
  DebtorChange,
  OutsideGroups,
} from "#lib/domain/portfolio/comparison/comparison.ts";
import { ComparisonCounter } from "#lib/domain/portfolio/comparison/comparison-counter.ts";
import { isStaying } from "#lib/domain/portfolio/snapshot-state.ts";
import { besideDebtor } from "./beside-debtor.ts";
import type { DebtorOrder } from "./debtor-order.ts";
import { PayloadDigester, type PayloadDigests } from "./payload-digester.ts";
import { type KnownDebtor, SnapshotIndex } from "./snapshot-index.ts";

/** A debtor whose payload in the snapshot decides. */
interface WaitingDebtor {
  readonly debtor: Debtor;
  readonly sources: readonly Uint8Array[];
  readonly digests: PayloadDigests;
  readonly known: KnownDebtor;
}

interface Judged {
  readonly change: Change;
  readonly changes: readonly DebtorChange[] | null;
  /** Obligations that are gone although the debtor is not. */
  readonly gone?: PayloadComparison["gone"];
  /** Of its obligations, where its payload was read. */
  readonly numbers?: PayloadComparison["numbers"];
  /** Obligations that the snapshot has and the file does not tell of. */
  readonly untold?: PayloadComparison["untold"];
  /** Obligations that were there before, though the snapshot has them no more. */
  readonly forgotten?: PayloadComparison["forgotten"];
}

/** What was accepted of a debtor, and what other files say of it. */
interface Remembered {
  readonly before: string | null;
  readonly beside: Beside;
}

type Payloads = ReadonlyMap<string, RememberedDebtor>;

/**
 * Debtors whose payloads are fetched together; less if they are long, or if so many others have passed since the first
 * of them: kept for longer, most would outlive one garbage collection and be moved by the next.
 */
const windowDebtors = 500;
const windowBytes = 1024 * 1024;
const mostPassed = 2_000;

/** Where compared debtors go: the writer of an upload that is staged, or of a comparison that is made again. */
export interface ComparisonWriter {
  /** `payload`: the payload's bytes, if they are known. */
  addDebtor(debtor: Debtor, sources: readonly Uint8Array[], compared: ComparedRecord, payload?: Uint8Array): void;
  addComparedDebtor(debtor: NewComparedDebtor): void;
  readonly isFull: boolean;
  flush(): Promise<void>;
  written(): Promise<void>;
}

export interface ComparisonOptions {
  readonly fields: readonly Field[];
  readonly volatileFields: readonly string[];
  readonly isFirst: boolean;
  /** The other parts of its set that are staged. */
  readonly beside: readonly string[];
  readonly isAdditions: boolean;
}

/**
 * Compares an upload's debtors with the snapshot on their way to the writer. Only payloads of debtors whose digests
 * differ are fetched, a window at a time, over another connection: the upload's own is busy writing. Meanwhile the next
 * window is filled. These debtors come to the writer a little later than their neighbours, always equally so; kept with
 * them, all debtors would outlive a garbage collection.
 */
export class StagedComparison {
  readonly #counter = new ComparisonCounter();
  readonly #scope: SnapshotScope;
  readonly #order: DebtorOrder;
  readonly #index: SnapshotIndex;
  readonly #digester: PayloadDigester;
  readonly #fields: ComparedFields;
  readonly #hasVolatileOfDebtor: boolean;
  readonly #listsNew: boolean;
  readonly #load: Pick<ComparisonOptions, "beside" | "isAdditions">;
  readonly #snapshotVersion = new SnapshotVersion();
  readonly #volatileSources = new Set<string>();
  #window: WaitingDebtor[] = [];
  #bytes = 0;
  #awaited = 0;
  #passed = 0;
  /** Of the line, read before the snapshot is. */
  lineVersion = "0";
  #asked: { readonly window: WaitingDebtor[]; readonly payloads: Promise<Payloads> } | null = null;

  constructor(scope: SnapshotScope, order: DebtorOrder, options: ComparisonOptions) {
    this.#scope = scope;
    this.#order = order;
    this.#index = new SnapshotIndex(options.isFirst ? 0 : order.debtors);
    this.#digester = new PayloadDigester(options.volatileFields, options.fields);
    this.#fields = new ComparedFields(options.fields, options.volatileFields);
    this.#hasVolatileOfDebtor = options.fields.some(
      ({ id, level }) => level === "debtor" && options.volatileFields.includes(id),
    );
    this.#listsNew = !options.isFirst;
    this.#load = options;
  }

  figures(): Omit<ComparisonFigures, "unidentifiedRows" | "elsewhere"> {
    const awaited = this.#awaited === 0 ? {} : { awaited: this.#awaited };
    const snapshotVersion = versionText(String(this.#snapshotVersion), this.lineVersion);
    return { ...this.#counter.figures(), ...awaited, snapshotVersion };
  }

  /** The uploads that had those accepted who differ in volatile fields only. */
  get volatileSources(): string[] {
    return [...this.#volatileSources];
  }

  /** Whether a debtor stands in the file, be it in rows that are left out. */
  isInFile(identification: string): boolean {
    return this.#order.numberOf(identification) !== undefined;
  }

  /** Adds a row of the snapshot; false if its debtor is not in the file. */
  know(entry: SnapshotEntry): boolean {
    this.#snapshotVersion.add(entry.version);
    const debtor = this.#order.numberOf(entry.identification);
    if (debtor === undefined) return false;
    this.#index.add(debtor, entry);
    // Until its rows turn out to be staged.
    if (isStaying(entry.state)) this.addOutside("leftOut", entry);
    return true;
  }

  /** Counts a debtor of the snapshot who is neither gone nor staged. */
  addOutside(part: keyof OutsideGroups, { obligations, cents }: SnapshotEntry): void {
    this.#counter.addOutside(part, obligations, cents);
  }

  /** Counts and lists a debtor of the snapshot who is nowhere in the file. */
  addGone(
    { identification, obligations, cents }: Pick<SnapshotEntry, "identification" | "obligations" | "cents">,
    writer: ComparisonWriter,
  ): void {
    this.#counter.addDebtor("gone", obligations, cents, 0);
    this.#counter.addObligations("gone", obligations, cents, 0);
    const before = { obligationsBefore: obligations, centsBefore: cents };
    writer.addComparedDebtor({
      identification,
      change: null,
      ...before,
      obligations: 0,
      cents: 0,
      changes: [],
      goneObligations: null,
      numbers: null,
    });
  }

  /** The same for one whom an upload in line is about to bring: nothing of it was accepted yet. */
  addAwaited(identification: string, writer: ComparisonWriter): void {
    this.#awaited++;
    this.addGone({ identification, obligations: 0, cents: 0 }, writer);
  }

  /** Whether the CRM has a debtor as the file says, so that nothing but volatile fields of its obligations can differ. */
  isAsLast(debtor: Debtor): boolean {
    const known = this.#index.find(this.#order.debtorOf(debtor.rows[0] ?? 0), this.#digester.digestsOf(debtor.payload));
    return known?.state === "live" && (known.isSame || (known.isStable && !this.#hasVolatileOfDebtor));
  }

  /** Adds the next debtor, all of whose rows are known; returns its payload's digest. */
  add(debtor: Debtor, sources: readonly Uint8Array[], writer: ComparisonWriter): Digest | null {
    const digests = this.#digester.digestsOf(debtor.payload);
    const number = this.#order.debtorOf(debtor.rows[0] ?? 0);
    const known = this.#index.find(number, digests);
    if (this.#window.length > 0) this.#passed++;
    if (known === null || (isStaying(known.state) && (known.isSame || known.isStable))) {
      const compared = this.#compare(debtor, digests, known, null, writer);
      writer.addDebtor(debtor, sources, compared, this.#digester.lastPayload);
      return digests.digest;
    }
    this.#window.push({ debtor, sources, digests, known });
    this.#bytes += debtor.payload.length;
    for (const source of sources) this.#bytes += source.length;
    return digests.digest;
  }

  get isFull(): boolean {
    return this.#window.length >= windowDebtors || this.#bytes >= windowBytes || this.#passed >= mostPassed;
  }

  /** Hands the window before this one to the writer, and asks for the payloads of this one. */
  async turn(writer: ComparisonWriter): Promise<void> {
    const window = this.#window;
    this.#window = [];
    this.#bytes = 0;
    this.#passed = 0;
    await this.#take(writer);
    if (window.length === 0) return;
    const names = window.map(({ debtor }) => debtor.identification);
    const payloads = selectRemembered(this.#scope, this.#load.beside, names);
    // Awaited at the next turn; until then a refusal must not count as unhandled.
    payloads.catch(() => undefined);
    this.#asked = { window, payloads };
  }

  /** Hands everything to the writer. */
  async finish(writer: ComparisonWriter): Promise<void> {
    await this.turn(writer);
    await this.#take(writer);
  }

  async #take(writer: ComparisonWriter): Promise<void> {
    if (this.#asked === null) return;
    const { window, payloads } = this.#asked;
    this.#asked = null;
    const found = await payloads;
    const { beside, isAdditions } = this.#load;
    for (const { debtor, sources, digests, known } of window) {
      const one = found.get(debtor.identification);
      const remembered = { before: one?.before ?? null, beside: besideDebtor(one, beside, isAdditions) };
      writer.addDebtor(debtor, sources, this.#compare(debtor, digests, known, remembered, writer));
      if (writer.isFull) await writer.flush();
    }
  }

  /** `remembered`: null if it was not asked for. */
  #compare(
    debtor: Debtor,
    { digest, stableDigest }: PayloadDigests,
    known: KnownDebtor | null,
    remembered: Remembered | null,
    writer: ComparisonWriter,
  ): ComparedRecord {
    const { change, changes, gone = [], numbers, untold = [], forgotten = [] } = this.#judge(debtor, known, remembered);
    const isUnchanged = change === "same" || change === "volatile";
    if (change === "volatile" && known !== null) this.#volatileSources.add(known.uploadId);
    const compared: ComparedRecord = {
      digest,
      stableDigest,
      change,
      sameSinceId: isUnchanged && known !== null ? known.uploadId : null,
    };
    if (isUnchanged || (change === "new" && !this.#listsNew)) return compared;
    const was = change === "changed" ? known : null;
    writer.addComparedDebtor({
      identification: debtor.identification,
      change,
      obligationsBefore: (was?.obligations ?? 0) - untold.length + forgotten.length,
      centsBefore: (was?.cents ?? 0) - sumOf(untold) + sumOf(forgotten),
      obligations: debtor.obligationCount,
      cents: debtor.balanceCents,
      changes,
      goneObligations: gone.length === 0 ? null : JSON.stringify(gone),
      numbers: numbers ?? [...obligationsOf(debtor.payload).keys()],
    });
    return compared;
  }

  /** Judges and counts one debtor. */
  #judge(debtor: Debtor, known: KnownDebtor | null, remembered: Remembered | null): Judged {
    if (known === null) return this.#count("new", debtor, 0, []);
    if (!isStaying(known.state)) return this.#returned(debtor, known, remembered);
    this.#counter.addOutside("leftOut", known.obligations, known.cents, -1);
    const isUncertain = known.state === "uncertain";
    if (known.isSame || known.isStable)
      return this.#countUnchanged(known.isSame ? "same" : "volatile", debtor, known.cents, isUncertain);
    if (remembered === null || remembered.before === null) return this.#unremembered(debtor, known);
    const compared = comparePayloads(remembered.before, debtor.payload, this.#fields, remembered.beside);
    const { change, values, obligations, exchanged, changes, gone, numbers, untold, forgotten } = compared;
    this.#counter.addUntold(untold);
    const centsBefore = sumOf(obligations.map((one) => one.centsBefore));
    // What another part had accepted without some of its obligations may have removed them.
    if (change !== "changed")
      return {
        ...this.#countUnchanged(change, debtor, centsBefore, isUncertain || forgotten.length > 0),
        untold,
        forgotten,
      };
    this.#counter.addDebtor(change, debtor.obligationCount, centsBefore, debtor.balanceCents);
    for (const { group, centsBefore, cents } of obligations) this.#counter.addObligations(group, 1, centsBefore, cents);
    this.#counter.addValues(values);
    this.#counter.addExchanged(exchanged);
    // The CRM may have accepted something else since, so a close-out takes none of an uncertain debtor's.
    return { change, changes, gone: isUncertain ? [] : gone, numbers, untold, forgotten };
  }

  /** Who is as last accepted is a change all the same if nobody knows whether that still holds. */
  #countUnchanged(group: "same" | "volatile", debtor: Debtor, centsBefore: number, isUncertain: boolean): Judged {
    if (!isUncertain) return this.#count(group, debtor, centsBefore, []);
    const { obligationCount, balanceCents } = debtor;
    this.#counter.addDebtor("changed", obligationCount, centsBefore, balanceCents);
    this.#counter.addObligations(group, obligationCount, centsBefore, balanceCents);
    this.#counter.addDoubted(0);
    return { change: "changed", changes: [] };
  }

  /** An uncertain debtor of whom nothing was ever accepted: none of its obligations was there before. */
  #unremembered({ obligationCount, balanceCents }: Debtor, known: KnownDebtor): Judged {
    this.#counter.addDebtor("changed", obligationCount, known.cents, balanceCents);
    this.#counter.addObligations("new", obligationCount, known.cents, balanceCents);
    this.#counter.addDoubted(obligationCount);
    return { change: "changed", changes: null };
  }

  /** Counts a debtor whose obligations are all of its own group. */
  #count(change: Change, debtor: Debtor, centsBefore: number, changes: readonly DebtorChange[] | null) {
    const { obligationCount, balanceCents } = debtor;
    this.#counter.addDebtor(change, obligationCount, centsBefore, balanceCents);
    this.#counter.addObligations(change, obligationCount, centsBefore, balanceCents);
    return { change, changes };
  }

  /** Obligations it had before it was gone are returned, others new; its values are shown against what it had. */
  #returned(debtor: Debtor, known: KnownDebtor, remembered: Remembered | null): Judged {
    const before = remembered?.before ?? null;
    this.#counter.addDebtor("returned", debtor.obligationCount, 0, debtor.balanceCents);
    const had = before === null ? new Map<string, number>() : obligationsOf(before);
    for (const [number, cents] of obligationsOf(debtor.payload))
      this.#counter.addObligations(
        had.has(number) || remembered?.beside.returning.has(number) === true ? "returned" : "new",
        ...([1, 0, cents] as const),
      );
    if (before === null) return { change: "returned", changes: null };
    const compared = comparePayloads(before, debtor.payload, this.#fields, remembered?.beside);
    // Additions keep what a debtor has, but of one who was gone they bring nothing else back: what it had stays gone. What
    // a close-out closed is not gone.
    const gone = this.#load.isAdditions ? obligationsMissing(before, debtor.payload) : compared.gone;
    const { changes, numbers } = compared;
    return { change: "returned", changes, gone: known.state === "gone" ? gone : [], numbers };
  }
}

function sumOf(cents: readonly number[]): number {
  return cents.reduce((sum, one) => sum + one, 0);
}
