import type { LoadFigures } from "./contract.ts";
import { type AttributedFailure, attributeFailures } from "./failed-summary.ts";
import type { LoadReply } from "./load-reply.ts";
import { LookAlikes } from "./look-alikes.ts";
import { NameFinder } from "./named-in-text.ts";
import type { UnconfirmedReason } from "./reasons.ts";
import {
  alike,
  type DebtorVerdict,
  refusedWhole,
  type SentDebtor,
  unconfirmed,
  type Verdict,
} from "./verdict-kinds.ts";

/**
 * The verdict on a reply with code 200, from its counts and its list of failures. `text` is the remote's text
 * about the batch.
 */
export function judgeFigures(sent: readonly SentDebtor[], load: LoadReply, text: string | null): Verdict {
  const finder = new NameFinder(sent.map(({ identification }) => identification));
  const failures = load.failureLists.flatMap((list) => attributeFailures(list, finder));
  const batchText = text ?? failures.find(({ message }) => message !== null)?.message ?? null;
  const names = namesOf(sent, failures);
  const { successfulinserts: inserts, failedcount: failed } = load.figures;

  if (isNoneInserted(sent.length, load)) {
    const isEachNamed = names.certainCount === sent.length && !names.hasUnattributed;
    return isEachNamed
      ? tellApart(sent, names, "unconfirmed", "not_named", batchText)
      : refusedWhole(sent, "none_inserted", batchText);
  }
  if (isContradictory(sent.length, load.figures) || names.certainCount > (failed ?? sent.length - (inserts ?? 0))) {
    return unconfirmed(sent, "counts_inconsistent", batchText);
  }
  if (inserts === undefined || failed === undefined)
    return tellApart(sent, names, "unconfirmed", "counts_missing", batchText);
  if (failed === 0) {
    const isProved = !load.saysFailed && failures.length === 0;
    return isProved
      ? { kind: "accepted", ...alike(sent, "accepted", "whole_batch", null, null) }
      : unconfirmed(sent, "counts_inconsistent", batchText);
  }
  const isEachFailureNamed = names.count === failed && !names.hasUnattributed && names.uncertain.size === 0;
  return tellApart(
    sent,
    isEachFailureNamed ? { ...names, certain: names.all } : names,
    isEachFailureNamed ? "accepted" : "unconfirmed",
    // The failed debtors are among the named ones, but so may others be: "did not say which" would be untrue.
    names.remarks >= failed && !names.hasUnattributed ? "names_unclear" : "not_named",
    batchText,
  );
}

interface Names {
  /** By identification: a remark that names this debtor and no other. */
  readonly certain: ReadonlyMap<string, string | null>;
  /** By identification: a remark that names this debtor, perhaps with others ("12345 repeats 67890"). */
  readonly all: ReadonlyMap<string, string | null>;
  /** How many of the sent debtors are in `certain` and in `all`. */
  readonly certainCount: number;
  readonly count: number;
  /** How many failures the remarks may be about. */
  readonly remarks: number;
  /** Some remark names nobody of the batch. */
  readonly hasUnattributed: boolean;
  /**
   * Debtors that a name may mean although it fits another one, too: neither that name nor the count of names
   * shows who failed.
   */
  readonly uncertain: ReadonlySet<string>;
}

function namesOf(sent: readonly SentDebtor[], failures: readonly AttributedFailure[]): Names {
  const certain = new Map<string, string | null>();
  const all = new Map<string, string | null>();
  const lookAlikes = failures.length === 0 ? null : new LookAlikes(sent);
  const uncertain = new Set<string>();
  for (const { identifications, message } of failures) {
    for (const named of identifications) {
      const fitting = lookAlikes?.of(named) ?? new Set([named]);
      const isOne = fitting.size === 1;
      if (isOne && identifications.length === 1 && !certain.has(named)) certain.set(named, message);
      for (const identification of fitting) {
        if (!isOne) uncertain.add(identification);
        if (!all.has(identification)) all.set(identification, message);
      }
    }
  }
  const countIn = (named: ReadonlyMap<string, unknown>): number =>
    sent.filter(({ identification }) => named.has(identification)).length;
  const hasUnattributed = failures.some(({ identifications }) => identifications.length === 0);
  const named = new Set(failures.flatMap(({ identifications }) => identifications));
  const remarks = Math.max(named.size, failures.length);
  return { certain, all, remarks, certainCount: countIn(certain), count: countIn(all), hasUnattributed, uncertain };
}

/** Nothing was written: one count says so, and another part of the reply calls it a failure. */
function isNoneInserted(sentCount: number, { figures, saysFailed }: LoadReply): boolean {
  const { totalrecordsreceived, successfulinserts, failedcount, totalprocessed } = figures;
  if (sentCount === 0 || successfulinserts !== 0 || !(saysFailed || failedcount === sentCount)) return false;
  return [totalrecordsreceived, failedcount, totalprocessed].every(
    (count) => count === undefined || count === 0 || count === sentCount,
  );
}

function isContradictory(sentCount: number, figures: LoadFigures): boolean {
  const {
    totalrecordsreceived: received,
    successfulinserts: inserts,
    failedcount: failed,
    totalprocessed: processed,
  } = figures;
  if (received !== undefined && received !== sentCount) return true;
  if (processed !== undefined && processed !== sentCount) return true;
  if (inserts !== undefined && failed !== undefined) return inserts + failed !== sentCount;
  return (inserts ?? failed ?? 0) > sentCount;
}

/**
 * Rejects the debtors that are named for certain. The others are accepted if the counts prove that they were
 * written, else unconfirmed. An acceptance that follows from the names of all failures has those names as its
 * evidence.
 */
function tellApart(
  sent: readonly SentDebtor[],
  names: Names,
  others: "accepted" | "unconfirmed",
  reason: UnconfirmedReason,
  batchText: string | null,
): Verdict {
  const perDebtor = sent.map(({ identification }): DebtorVerdict => {
    const message = names.certain.get(identification);
    if (message !== undefined) {
      return {
        identification,
        outcome: "rejected",
        evidence: "named_in_reply",
        reason: "named_failure",
        // A name without a remark explains nothing; then the text about the batch does.
        remoteText: message ?? batchText,
      };
    }
    if (others === "accepted")
      return { identification, outcome: "accepted", evidence: "named_in_reply", reason: null, remoteText: null };
    return {
      identification,
      outcome: "unconfirmed",
      evidence: null,
      reason: whyOpen(identification, names) ?? reason,
      remoteText: names.all.get(identification) ?? batchText,
    };
  });
  if (names.certain.size > 0 || others === "accepted") return { kind: "partly", perDebtor, remoteText: batchText };
  const named = perDebtor.find((debtor) => names.all.has(debtor.identification));
  const batchReason = reason !== "counts_missing" && named !== undefined ? whyOpen(named.identification, names) : null;
  return { kind: "unconfirmed", reason: batchReason ?? reason, perDebtor, remoteText: batchText };
}

/** Why a name does not settle this debtor; null if no remark names it. */
function whyOpen(identification: string, { all, uncertain }: Names): UnconfirmedReason | null {
  if (uncertain.has(identification)) return "named_alike";
  return all.has(identification) ? "named_with_others" : null;
}
