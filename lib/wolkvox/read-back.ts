import { z } from "zod";
import type { Answer, QueriedRecord, WolkvoxClient } from "./client.ts";
import { foldedKey, foldedObject } from "./folded-object.ts";
import type { JudgedAnswer } from "./judge-answer.ts";
import { type DebtorValues, proves } from "./proves.ts";
import { debtorForms, isSameValue, obligationForms, shownText, type ValueForm } from "./shown-values.ts";
import type { Verdict } from "./verdict.ts";

/**
 * What the CRM has of one debtor that was sent (decision 9).
 * - `found`: it has it with every standard field as sent, and each obligation, too; only the call that is read back
 *   can have brought that ({@link proves}).
 * - `absent`: it says that it has nobody with this identification.
 * - `differs`: it has other values, older or newer than ours, which proves nothing; `fields` are their keys.
 * - `not_shown`: what it shows is as sent, but an older record would look the same; `fields` are the keys that it
 *   does not show.
 * - `several`: it has several records with this identification.
 * - `unanswered`: no usable answer; `verdict` judges it like the reply to a load without debtors.
 * - `interrupted`: a call was not made.
 */
export type ReadBack =
  | { readonly kind: "found" }
  | { readonly kind: "absent" }
  | { readonly kind: "differs" | "not_shown"; readonly fields: readonly string[] }
  | { readonly kind: "several" }
  | { readonly kind: "unanswered"; readonly verdict: Verdict }
  | { readonly kind: "interrupted" };

/**
 * Makes the call of one query. `interrupted`: it was not made; that ends the read-back, and what it found so
 * far is void.
 */
export type MakeQuestion = <T>(
  endpoint: "custom_query" | "query_obligation",
  ask: () => Promise<Answer<T>>,
) => Promise<JudgedAnswer<T> | { readonly kind: "interrupted" }>;

const payloadSchema = z.looseObject({
  Identification: z.string(),
  Obligations: z.array(z.looseObject({ id: z.string() })).default([]),
});

/** What is asked about a debtor besides its values: only once the CRM shows it as it was sent. */
export interface Earlier {
  /** Payloads that the CRM may have had before; null if nobody knows them any more. */
  readonly possibleBefore: () => Promise<readonly { readonly payload: string | null; readonly isSame: boolean }[]>;
  /** Whether the CRM removes obligations that a load does not name. */
  readonly removes: boolean;
}

/** Reads a debtor back: one call for it and one for each obligation, up to the first that decides. */
export async function readBackDebtor(
  client: WolkvoxClient,
  payload: string,
  { possibleBefore, removes }: Earlier,
  make: MakeQuestion,
): Promise<ReadBack> {
  const sent = payloadSchema.parse(JSON.parse(payload));
  const debtor = await make("custom_query", () => client.queryDebtor(sent.Identification));
  if (debtor.kind !== "answered") return debtor;
  const own = recordOf(sent.Identification, debtor.data);
  if (own.kind !== "one") return own;
  const { record } = own;
  const unlike = unlikeness(debtorForms, sent, record, "");
  if (unlike !== null) return unlike;
  const obligations = new Map<string, Readonly<Record<string, unknown>>>();
  for (const obligation of sent.Obligations) {
    const answer = await make("query_obligation", () => client.queryObligation(obligation.id, record.wolkvox_id));
    if (answer.kind !== "answered") return answer;
    const path = `Obligations.${obligation.id}`;
    if (answer.data === null) return { kind: "differs", fields: [path] };
    const unlike = unlikeness(obligationForms, obligation, answer.data, `${path}.`);
    if (unlike !== null) return unlike;
    obligations.set(obligation.id, answer.data);
  }
  const before = (await possibleBefore()).map(({ payload: was, isSame }) => {
    return { values: was === null ? null : valuesOf(payloadSchema.parse(JSON.parse(was))), isSame };
  });
  if (proves(before, valuesOf(sent), { own: record, obligations }, removes)) return { kind: "found" };
  return { kind: "not_shown", fields: [] };
}

function valuesOf({ Obligations, ...own }: z.infer<typeof payloadSchema>): DebtorValues {
  return { own, obligations: new Map(Obligations.map((obligation) => [obligation.id, obligation])) };
}

/**
 * How the shown fields differ from the sent ones: `differs` for another value, else `not_shown` for a missing
 * one; null if all are the same.
 */
function unlikeness(
  forms: ReadonlyMap<string, ValueForm>,
  sent: Readonly<Record<string, unknown>>,
  shown: Readonly<Record<string, unknown>>,
  path: string,
): Extract<ReadBack, { kind: "differs" | "not_shown" }> | null {
  const shownByKey = foldedObject(shown);
  const differing: string[] = [];
  const hidden: string[] = [];
  for (const [key, value] of Object.entries(sent)) {
    const form = forms.get(key);
    if (form === undefined || typeof value !== "string") continue;
    const there = shownByKey?.get(foldedKey(key));
    if (there === undefined) hidden.push(path + key);
    else if (!isSameValue(form, value, there)) differing.push(path + key);
  }
  if (differing.length > 0) return { kind: "differs", fields: differing };
  return hidden.length > 0 ? { kind: "not_shown", fields: hidden } : null;
}

type OwnRecord =
  | { readonly kind: "one"; readonly record: QueriedRecord }
  | Extract<ReadBack, { kind: "absent" | "differs" | "not_shown" | "several" }>;

/**
 * The one record that may be this debtor's. A CRM that compares numbers answers 0012345678 for 12345678: a
 * record with another identification is somebody else's, and one that shows none proves nothing.
 */
function recordOf(identification: string, records: readonly QueriedRecord[]): OwnRecord {
  if (records.length === 0) return { kind: "absent" };
  const candidates = records
    .map((record) => ({ record, shown: shownText(foldedObject(record)?.get("identification")) }))
    .filter(({ shown }) => shown === null || shown.trim() === identification);
  const [candidate] = candidates;
  if (candidate === undefined) return { kind: "differs", fields: ["Identification"] };
  if (candidates.length > 1) return { kind: "several" };
  return { kind: "one", record: candidate.record };
}
