import type { StagedWriter } from "#lib/database/staging/staged-writer.ts";
import { assembleCorrected } from "#lib/domain/correction/assemble-corrected.ts";
import type { Digest } from "#lib/domain/correction/text-digest.ts";
import { type AssembledDebtor, assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import type { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow, Debtor } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import { type CorrectionUnderStaging, noteMoved } from "./correction-under-staging.ts";
import type { FilledValues } from "./filled-values.ts";
import type { MeasuredLoad } from "./measured-load.ts";

export interface KeptRow {
  readonly checked: CheckedRow;
  /** Its JSON line, UTF-8. */
  readonly source: Uint8Array;
}

/** What an upload's debtors are assembled with, and where they go. */
export interface Derivation {
  readonly context: DerivationContext;
  /** null if the upload is no correction. */
  readonly corrected: CorrectionUnderStaging | null;
  readonly counter: ControlCounter;
  /** By holdKey, the debtors of the file who are kept out of every load. */
  readonly held: Set<string>;
  /** null if the upload is not measured. */
  readonly measured: MeasuredLoad | null;
  readonly writer: StagedWriter;
  /** null if the mapping has no placeholders. */
  readonly filled: FilledValues | null;
  /** Takes a debtor that is sent, or may be, with its rows' lines; returns its payload's digest. */
  readonly take: (debtor: Debtor, sources: readonly Uint8Array[]) => Digest | null;
}

/** Assembles a debtor once all its rows are known; counts and writes it, and the rows that are left out. */
export function closeDebtor(derivation: Derivation, rows: readonly KeptRow[]): void {
  const { context, corrected, counter, held, measured, filled, take } = derivation;
  const checked = rows.map((row) => row.checked);
  const assembled =
    corrected === null ? assembleDebtor(checked, context) : assembleCorrected(checked, context, corrected.correction);
  counter.add(checked, assembled);
  corrected?.counter.add(checked, assembled);
  if (assembled.heldFor !== null) held.add(holdKey(checked[0]?.identification ?? "", context.country));
  const { debtor, repetitions } = assembled;
  if (debtor !== null) {
    if (corrected !== null) noteMoved(corrected, debtor);
    const digest = take(filled?.tell(debtor, checked) ?? debtor, sourcesOf(debtor, rows, repetitions.length > 0));
    measured?.add(checked, digest);
    if (repetitions.length === 0) return;
  } else measured?.add(checked, null);
  leaveOut(derivation, rows, assembled);
}

/** The lines of the rows that are sent: all of them unless one is a repetition. */
function sourcesOf(debtor: Debtor, rows: readonly KeptRow[], hasRepetitions: boolean): Uint8Array[] {
  const sent = hasRepetitions ? new Set(debtor.rows) : null;
  const kept = sent === null ? rows : rows.filter((row) => sent.has(row.checked.row));
  return kept.map((row) => row.source);
}

/** Writes the rows that are not sent: all of a debtor that is left out, the repetitions of any other. */
function leaveOut(
  { corrected, writer }: Derivation,
  rows: readonly KeptRow[],
  { debtor, issues, repetitions, heldFor }: AssembledDebtor,
): void {
  const leftOut = debtor === null ? null : new Set(repetitions.map(({ row }) => row));
  for (const { checked: row, source } of rows) {
    if (leftOut?.has(row.row) === false) continue;
    const ofRow = issues.filter((issue) => issue.row === row.row);
    // Of somebody who is held no other reason counts: it is the first one, by which the receipt adds up.
    const all = heldFor === null ? [...row.issues, ...ofRow] : [...ofRow, ...row.issues];
    // Adds nothing to what is left out if the debtor is sent (only a repetition is not) or an earlier
    // upload counts the row.
    const isCounted = debtor !== null || corrected?.correction.isAdded(row.row) === false;
    writer.addLeftOut({ ...row, source, issues: all, figures: isCounted ? null : row });
  }
}
