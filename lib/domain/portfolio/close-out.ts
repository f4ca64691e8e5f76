import { parseCents } from "../debtors/totals-counter.ts";
import type { RepeatBehaviour } from "../outcome/repeat-behaviour.ts";
import type { ComparisonFigures } from "./comparison/comparison.ts";
import type { Oddity, OddityCode } from "./drift/drift.ts";

/** Why nobody can be closed out by what a load says. */
export const closeOutRefusals = [
  "repeats_unknown",
  "not_confirmed",
  "not_whole",
  "empty_file",
  "unidentified_rows",
  "unexplained_stop",
  "stop_about_who",
  "no_marker",
  "nobody",
] as const;
export type CloseOutRefusal = (typeof closeOutRefusals)[number];

/** What a file and its comparison say of how far it can be believed about who is not in it. */
export interface FileFacts {
  readonly figures: Pick<ComparisonFigures, "unidentifiedRows">;
  readonly oddities: readonly Pick<Oddity, "code" | "certainty">[];
}

/** What is known of the load that named them gone, and of what a close-out would send. */
export interface CloseOutFacts extends FileFacts {
  readonly repeatBehaviour: RepeatBehaviour;
  /** Confirmed, and not cancelled since. */
  readonly isConfirmed: boolean;
  /** A whole load, or the last part of a set of which all parts are confirmed. */
  readonly isWhole: boolean;
  /** Debtors of the load that were to be sent or are unchanged. */
  readonly stagedDebtors: number;
  /** The portfolio's last whole file, if it was confirmed after the load: whoever is still gone is not in it either. */
  readonly last: FileFacts | null;
  /** A person wrote why the stops are right. */
  readonly isExplained: boolean;
  readonly marker: CloseOutMarker | null;
  /** Debtors that a close-out would send. */
  readonly debtors: number;
}

/**
 * Stops about who is in the file. A written reason lets such a file be loaded, but it does not make those who are
 * missing gone: a later file without them does, and an explained stop of another kind (a new unit of its balances, a
 * column less) does not touch them.
 */
const stopsAboutWho: ReadonlySet<OddityCode> = new Set([
  "same_content",
  "old_file",
  "nobody_known",
  "other_portfolio",
  "half_of_file",
  "many_gone",
]);

function isStoppedAboutWho({ oddities }: FileFacts): boolean {
  return oddities.some(({ code, certainty }) => certainty === "stop" && stopsAboutWho.has(code));
}

/** Every reason why a close-out is not offered, in the order of {@link closeOutRefusals}; none: it is. */
export function refusalsOfCloseOut(facts: CloseOutFacts): CloseOutRefusal[] {
  const stops = facts.oddities.filter(({ certainty }) => certainty === "stop");
  const isUnsure = (file: FileFacts) => isStoppedAboutWho(file) || file.figures.unidentifiedRows > 0;
  const isBorneOut = facts.last !== null && !isUnsure(facts.last);
  const holds: Readonly<Record<CloseOutRefusal, boolean>> = {
    repeats_unknown: facts.repeatBehaviour !== "updates",
    not_confirmed: !facts.isConfirmed,
    not_whole: !facts.isWhole,
    empty_file: facts.stagedDebtors === 0,
    unidentified_rows: !isBorneOut && facts.figures.unidentifiedRows > 0,
    unexplained_stop: !facts.isExplained && stops.some(({ code }) => !stopsAboutWho.has(code)),
    stop_about_who: !isBorneOut && isStoppedAboutWho(facts),
    no_marker: facts.marker === null,
    nobody: facts.debtors === 0,
  };
  return closeOutRefusals.filter((refusal) => holds[refusal]);
}

/** What an obligation gets that is closed: the balance 0, the value of another field, or both. */
export interface CloseOutMarker {
  readonly balance: boolean;
  /** The field's key in the CRM. */
  readonly field: { readonly apiKey: string; readonly value: string } | null;
}

type Values = Readonly<Record<string, string>>;

/** A debtor as a close-out sends it. */
export interface ClosedDebtor {
  readonly payload: string;
  readonly obligations: number;
  readonly balanceCents: number;
  /** The debtor's name, and what is closed of it with the balances that it had; null: none. */
  readonly name: string;
  readonly closed: readonly { readonly id: string; readonly balance: string | null }[];
}

/**
 * The whole object of a debtor with its marker. `gone`: the obligations that are gone although the debtor stays, as a
 * JSON array; they come behind those of `payload`, which stay as they are. Null: the debtor is gone with all of
 * them. Values of payloads are texts, so reading and writing them changes nothing.
 */
export function closedDebtor(payload: string, gone: string | null, marker: CloseOutMarker): ClosedDebtor {
  const { Obligations: own, ...debtor } = JSON.parse(payload) as Record<string, string> & { Obligations: Values[] };
  const stays = gone === null ? [] : own;
  const there = new Set(stays.map(({ id }) => id));
  // Repeated numbers would be one obligation for the CRM, and it is there.
  const closing = (gone === null ? own : (JSON.parse(gone) as Values[])).filter(({ id }) => !there.has(id));
  const all = [...stays, ...closing.map((values) => marked(values, marker))];
  return {
    payload: JSON.stringify({ ...debtor, Obligations: all }),
    obligations: all.length,
    balanceCents: all.reduce((sum, values) => sum + Number(parseCents(values[balanceKey] ?? "0")), 0),
    name: debtor.Name ?? "",
    closed: closing.map((values) => ({ id: values.id ?? "", balance: values[balanceKey] ?? null })),
  };
}

const balanceKey = "total_balance";

function marked(values: Values, { balance, field }: CloseOutMarker): Values {
  return {
    ...values,
    ...(balance ? { [balanceKey]: "0" } : {}),
    ...(field === null ? {} : { [field.apiKey]: field.value }),
  };
}
