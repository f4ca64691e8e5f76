import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { WholeRecord } from "#lib/spreadsheet/kept/protocol.ts";
import type { ReviewPlace } from "../../review/use-kept-place.ts";
import { hasUnsavedWork, type WizardState } from "../wizard-state.ts";
import type { Work } from "../work.ts";

/**
 * The form of what is kept. Count it up whenever a kept part changes its meaning: what another version has kept is
 * then offered to be thrown away only.
 */
const schema = 2;

/** What does not change of an unfinished upload. */
export interface KeptHead {
  readonly schema: number;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly tenant: string;
  /** Of the fields that its columns were mapped to. */
  readonly fieldsDigest: string;
  /** The failures that it corrects, if the portal fetched them: the same ones go on with it. */
  readonly begunWith?: string | undefined;
}

/** Everything decided about the file, and where its user is. */
export interface KeptState extends Omit<Work, "file"> {
  readonly step: "mapping" | "review";
  readonly isRemembered: boolean;
  /** Cells corrected; null while that is not known. */
  readonly edits: number | null;
  readonly place: ReviewPlace | null;
}

/** The parts that have changed, the names of those that are gone, and when: milliseconds since 1970. */
export interface KeptChange {
  readonly set: Partial<KeptState>;
  readonly gone: readonly string[];
  readonly at?: number;
}

/** A record of the page's journal. */
export type StateRecord =
  | { readonly head: KeptHead }
  | KeptChange
  | WholeRecord
  /** The upload has been staged or thrown away. */
  | { readonly isOver: true };

/**
 * Whether nothing was changed yet in a correction that the portal fetched: opened again it is the same, so nothing would be
 * lost. `edits` is not 0 while a check runs, when nobody knows.
 */
export function isUntouched({ begunWith }: Pick<KeptHead, "begunWith">, state: KeptState): boolean {
  const { correction, edits, byHand, confirmed, declared, settings } = state;
  if (begunWith === undefined || correction === null || correction === "unknown" || edits !== 0) return false;
  const isChosen = Object.values(correction.choices).some(Boolean);
  return !isChosen && [byHand, confirmed, declared, settings.takenIn].every((part) => part === undefined);
}

export type ReadState =
  | { readonly kind: "whole"; readonly head: KeptHead; readonly state: KeptState }
  /** Kept by another version of the portal. */
  | { readonly kind: "unreadable"; readonly head: KeptHead | null }
  /** A correction without a change: nobody would miss it. */
  | { readonly kind: "untouched" }
  /** Its file was not copied to the end: nothing to go on with. */
  | { readonly kind: "nothing" }
  | { readonly kind: "over" };

export function headOf(head: Omit<KeptHead, "schema">): KeptHead {
  return { schema, ...head };
}

/** What is kept of the wizard's state; null while there is nothing to lose. */
export function keptStateOf(state: WizardState, place: ReviewPlace | null): KeptState | null {
  if (!hasUnsavedWork(state)) return null;
  const { file: _, ...work } = state.work;
  const isReviewed = state.step !== "mapping";
  return {
    ...work,
    step: isReviewed ? "review" : "mapping",
    isRemembered: "isRemembered" in state && state.isRemembered,
    edits: "summary" in state ? state.summary.edits : null,
    place: isReviewed ? place : null,
  };
}

/** The record of what has changed; null if nothing has. Parts are compared by identity: nobody changes them in place. */
export function changeOf(before: KeptState | null, now: KeptState): Pick<KeptChange, "set" | "gone"> | null {
  const old: Readonly<Record<string, unknown>> = { ...before };
  const has: Readonly<Record<string, unknown>> = { ...now };
  const parts = Object.entries(has).filter(([name, part]) => part !== undefined && part !== old[name]);
  const gone = Object.keys(old).filter((name) => old[name] !== undefined && has[name] === undefined);
  if (parts.length + gone.length === 0) return null;
  return { set: Object.fromEntries(parts) as Partial<KeptState>, gone };
}

/** The last state of a journal. */
export function readState(records: readonly unknown[]): ReadState {
  let head: KeptHead | null = null;
  let isWhole = false;
  let state: Record<string, unknown> = {};
  // Nobody else writes this journal, and the checksums of its lines hold.
  for (const record of records as StateRecord[]) {
    if ("isOver" in record) return { kind: "over" };
    if ("isWhole" in record) isWhole = true;
    else if ("head" in record) head = record.head;
    else {
      state = { ...state, ...record.set };
      for (const name of record.gone) delete state[name];
    }
  }
  if (head !== null && head.schema !== schema) return { kind: "unreadable", head };
  if (head === null || !isWhole || Object.keys(state).length === 0) return { kind: "nothing" };
  if (!mappingSchema.safeParse(state.mapping).success) return { kind: "unreadable", head };
  const kept = state as unknown as KeptState;
  return isUntouched(head, kept) ? { kind: "untouched" } : { kind: "whole", head, state: kept };
}
