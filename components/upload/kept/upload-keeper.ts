import type { Field } from "#lib/domain/fields/field.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { eraseFolder, keptFile, keptFolder, newFolderName } from "#lib/spreadsheet/kept/kept-folder.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";
import type { ReviewPlace } from "../../review/use-kept-place.ts";
import type { WizardState } from "../wizard-state.ts";
import { type NoKeeping, onErased, takeUpload, whyNoKeeping } from "./kept-folders.ts";
import { changeOf, headOf, isUntouched, type KeptHead, type KeptState, keptStateOf } from "./kept-state.ts";
import { hasRoomFor, type KeptUpload, readKept } from "./kept-uploads.ts";
import { KeptWriter } from "./kept-writer.ts";

/** Why the open file's work is not kept: besides what the browser lacks, no room, a failure, or it was erased. */
export type NotKept = NoKeeping | "no_room" | "failed" | "erased";

export type KeepingStatus =
  /** There is nothing to keep. */
  | { readonly kind: "idle" }
  /** The file is being copied. */
  | { readonly kind: "beginning" }
  | { readonly kind: "kept" }
  | { readonly kind: "not_kept"; readonly reason: NotKept };

/** An unfinished upload taken up again. */
export interface ResumedUpload {
  readonly name: string;
  readonly file: File;
  readonly head: KeptHead;
  readonly state: KeptState;
}

export interface KeeperInput {
  readonly userId: string;
  readonly tenant: { readonly id: string; readonly name: string };
  readonly fields: readonly Field[];
  readonly client: Pick<WorkbenchClient, "ask">;
  /** The failures that the page began with; absent if it began with a file. */
  readonly begunWith?: string | undefined;
}

/** One file that is kept, from the moment it is taken until it is let go. */
interface Kept {
  readonly file: File;
  readonly name: string;
  readonly begunWith: string | undefined;
  readonly release: () => void;
  readonly stopListening: () => void;
  /** Null until the file is open in the workbench. */
  writer: KeptWriter | null;
  noted: { readonly state: KeptState; readonly summary: ReviewSummary | null } | null;
}

/** Moves of the place are noted together, because arrow keys make many. */
const placePauseMs = 300;

/** Keeps the wizard's open file and everything decided about it in this browser (decision 54). */
export class UploadKeeper {
  readonly #input: KeeperInput;
  readonly #listeners = new Set<() => void>();
  #status: KeepingStatus = { kind: "idle" };
  #kept: Kept | null = null;
  /** The file that is being taken, is kept, or is not to be kept. */
  #file: File | null = null;
  #state: WizardState | null = null;
  #place: ReviewPlace | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** For the first file only: what is dropped later is none of these failures. */
  #begunWith: string | undefined;
  readonly #lettingGo = new Set<Promise<void>>();

  constructor(input: KeeperInput) {
    this.#input = input;
    this.#begunWith = input.begunWith;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly status = (): KeepingStatus => this.#status;

  /** Where a review begins; null for its beginning. */
  get place(): ReviewPlace | null {
    return this.#place;
  }

  readonly notePlace = (place: ReviewPlace): void => {
    this.#place = place;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#note(), placePauseMs);
  };

  /** Follows the wizard: begins to keep a file with work, notes what changes, and erases it once it is staged. */
  follow(state: WizardState): void {
    this.#state = state;
    // Other columns give other problems, so a filter of before may show nothing.
    if (state.step === "mapping") this.#place = null;
    const now = keptStateOf(state, this.#place);
    if (now !== null && "work" in state) {
      if (this.#file !== state.work.file) void this.#take(state.work.file);
      else if (this.#kept?.writer === null) this.#open(this.#kept, null);
      else this.#note();
    } else if (state.step === "done") void this.#letGo(true);
    else if (state.step === "drop") {
      this.#begunWith = undefined;
      void this.#letGo(false);
    }
  }

  /**
   * Takes up a kept upload for this tab. `taken`: it is gone, or another tab has it. `aborted`: it stays free, because
   * nobody waits for it any more.
   */
  async resume(
    { name }: Pick<KeptUpload, "name">,
    signal?: AbortSignal,
  ): Promise<ResumedUpload | "taken" | "damaged" | "aborted"> {
    const release = await takeUpload(name);
    if (release === null) return "taken";
    try {
      if ((await keptFile(name, "state")) === null) {
        release();
        return "taken";
      }
      // Another tab may have worked on it since it was listed.
      const { head, state } = (await readKept(name, true)) ?? { head: null, state: null };
      const bytes = await keptFile(name, "file");
      if (head === null || state === null || bytes === null) throw new Error("nothing to go on with");
      if (signal?.aborted === true) {
        release();
        return "aborted";
      }
      const file = new File([bytes], head.fileName);
      this.#file = file;
      this.#place = state.place;
      this.#hold(file, name, head.begunWith, release);
      return { name, file, head, state };
    } catch {
      release();
      return "damaged";
    }
  }

  /** The page is left: what is kept stays. Resolves once everything is written. */
  async close(): Promise<void> {
    this.#note();
    void this.#letGo(false);
    await this.letGo();
  }

  /** Resolves once everything is written, and free, that was let go before. */
  readonly letGo = async (): Promise<void> => {
    await Promise.all(this.#lettingGo);
  };

  async #take(file: File): Promise<void> {
    void this.#letGo(false);
    this.#file = file;
    this.#become({ kind: "beginning" });
    try {
      const reason = (await whyNoKeeping()) ?? ((await hasRoomFor(file.size)) ? null : "no_room");
      if (this.#file !== file) return;
      if (reason !== null) return this.#become({ kind: "not_kept", reason });
      const { userId, tenant } = this.#input;
      const name = newFolderName({ userId, tenantId: tenant.id });
      const release = await takeUpload(name);
      if (release === null) throw new Error("a new folder is taken");
      // Before the page's worker and the workbench both write in it.
      await keptFolder(name, true);
      if (this.#file !== file) return release();
      this.#open(this.#hold(file, name, this.#begunWith, release), file);
    } catch {
      if (this.#file === file) this.#become({ kind: "not_kept", reason: "failed" });
    }
  }

  #hold(file: File, name: string, begunWith: string | undefined, release: () => void): Kept {
    const stopListening = onErased(name, () => void this.#stop("erased"));
    this.#kept = { file, name, begunWith, release, stopListening, writer: null, noted: null };
    return this.#kept;
  }

  /** `copied`: the file to copy; null if the folder has it. */
  #open(kept: Kept, copied: File | null): void {
    const { client, tenant, fields } = this.#input;
    this.#become({ kind: "beginning" });
    kept.writer = new KeptWriter(kept.name, copied, {
      onWhole: () => this.#kept === kept && this.#become({ kind: "kept" }),
      onFailed: (isFull) => this.#kept === kept && void this.#stop(isFull ? "no_room" : "failed"),
    });
    const { name: fileName, size: fileBytes } = kept.file;
    const { begunWith } = kept;
    kept.writer.note({
      head: headOf({ fileName, fileBytes, tenant: tenant.name, fieldsDigest: fieldsDigest(fields), begunWith }),
    });
    client.ask("keepCells", { folder: kept.name }).catch(() => {
      // A workbench that died is told elsewhere; what is on the disk is whole.
      if (this.#kept === kept) void this.#stop("failed");
    });
    this.#note();
  }

  #note(): void {
    const kept = this.#kept;
    const now = this.#state === null ? null : keptStateOf(this.#state, this.#place);
    if (kept === null || kept.writer === null || now === null) return;
    const change = changeOf(kept.noted?.state ?? null, now);
    const summary = this.#state !== null && "summary" in this.#state ? this.#state.summary : null;
    // A cell that is corrected once more changes nothing of the state, and yet is work.
    const isWorked = summary !== null && kept.noted !== null && summary !== kept.noted.summary;
    kept.noted = { state: now, summary };
    if (change !== null || isWorked) kept.writer.note({ ...(change ?? { set: {}, gone: [] }), at: Date.now() });
  }

  async #stop(reason: NotKept): Promise<void> {
    const { file } = this.#kept ?? {};
    const gone = this.#letGo(false);
    // It is not taken again: its user has erased it, or the browser has no room.
    this.#file = file ?? null;
    this.#become({ kind: "not_kept", reason });
    await gone;
  }

  /** Ends keeping the file; if it `isStaged`, or nothing was changed in it, erases it. */
  #letGo(isStaged: boolean): Promise<void> {
    const kept = this.#kept;
    const noted = kept?.noted ?? null;
    const isOver = isStaged || (kept !== null && noted !== null && isUntouched(kept, noted.state));
    this.#kept = null;
    this.#file = null;
    clearTimeout(this.#timer);
    if (this.#status.kind !== "idle") this.#become({ kind: "idle" });
    if (kept === null) return Promise.resolve();
    const going = this.#end(kept, isOver).finally(() => this.#lettingGo.delete(going));
    this.#lettingGo.add(going);
    return going;
  }

  async #end(kept: Kept, isOver: boolean): Promise<void> {
    kept.stopListening();
    try {
      if (isOver) kept.writer?.note({ isOver: true });
      const asked = kept.writer === null ? null : this.#input.client.ask("keepCells", { folder: null });
      await Promise.all([kept.writer?.end(), asked?.catch(() => undefined)]);
      if (isOver) await eraseFolder(kept.name);
    } catch {
      // It is marked as over, and erased when the portal is opened again.
    } finally {
      kept.release();
    }
  }

  #become(status: KeepingStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}
