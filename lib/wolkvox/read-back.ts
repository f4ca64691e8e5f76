import { z } from "zod";
import type { Answer, QueriedRecord, WolkvoxClient } from "./client.ts";
import type { Exchange } from "./exchange.ts";
import { foldedKey, foldedObject } from "./folded-object.ts";
import { debtorFields, isSameValue, obligationFields, type ValueForm } from "./shown-values.ts";
import { judgeReply } from "./verdict.ts";

/**
 * What the CRM says of one debtor that was sent. `found`: it is there with every standard field as sent, and so is each obligation.
 * `absent`: the CRM says that it has nobody of this identification. `differs`: it has something else, which may be older than ours or
 * younger, so it proves nothing; `fields` are its keys. `unanswered`: it did not say; `problem` says why, by a code of the verdicts.
 */
export type ReadBack =
  | { readonly kind: "found" }
  | { readonly kind: "absent" }
  | { readonly kind: "differs"; readonly fields: readonly string[] }
  | { readonly kind: "several" }
  | { readonly kind: "unanswered"; readonly problem: string; readonly retryAfterMs: number | null }
  | { readonly kind: "interrupted" };

/** One question on the way, for the call log. */
export interface ReadCall {
  readonly endpoint: "custom_query" | "query_obligation";
  readonly startedAt: Date;
  readonly exchange: Exchange;
  readonly isAnswered: boolean;
}

export interface ReadBackSteps {
  /** Asked before each call: false ends the reading, and what it found so far is nothing. */
  readonly beforeCall: () => Promise<boolean>;
  readonly afterCall: (call: ReadCall) => Promise<void>;
}

const payloadSchema = z.looseObject({
  Identification: z.string(),
  Obligations: z.array(z.looseObject({ id: z.string() })).default([]),
});

/** Reads a debtor back: one call for it and one for each obligation, ending at the first that decides. */
export async function readBackDebtor(client: WolkvoxClient, payload: string, steps: ReadBackSteps): Promise<ReadBack> {
  const sent = payloadSchema.parse(JSON.parse(payload));
  const debtor = await asked(steps, "custom_query", () => client.queryDebtor(sent.Identification));
  if (debtor.kind !== "answered") return debtor;
  const records = debtor.data;
  const [record] = records;
  if (record === undefined) return { kind: "absent" };
  if (records.length > 1) return { kind: "several" };
  const differing = differingFields(debtorFields, sent, record);
  if (differing === null || !isOfIdentification(record, sent.Identification))
    return { kind: "differs", fields: ["Identification"] };
  if (differing.length > 0) return { kind: "differs", fields: differing };
  for (const obligation of sent.Obligations) {
    const answer = await asked(steps, "query_obligation", () =>
      client.queryObligation(obligation.id, record.wolkvox_id),
    );
    if (answer.kind !== "answered") return answer;
    const fields = answer.data === null ? null : differingFields(obligationFields, obligation, answer.data);
    if (fields === null) return { kind: "differs", fields: [`Obligations.${obligation.id}`] };
    if (fields.length > 0)
      return { kind: "differs", fields: fields.map((field) => `Obligations.${obligation.id}.${field}`) };
  }
  return { kind: "found" };
}

type Asked<T> =
  | { readonly kind: "answered"; readonly data: T }
  | Extract<ReadBack, { kind: "unanswered" | "interrupted" }>;

async function asked<T>(
  steps: ReadBackSteps,
  endpoint: ReadCall["endpoint"],
  ask: () => Promise<Answer<T>>,
): Promise<Asked<T>> {
  if (!(await steps.beforeCall())) return { kind: "interrupted" };
  const startedAt = new Date();
  const answer = await ask();
  const { exchange } = answer;
  await steps.afterCall({ endpoint, startedAt, exchange, isAnswered: answer.kind === "answered" });
  if (answer.kind === "answered") return { kind: "answered", data: answer.data };
  // Judged as a load of nobody would be: its reason and its wish to wait are of use here.
  const verdict = judgeReply([], exchange);
  return {
    kind: "unanswered",
    problem: "reason" in verdict ? verdict.reason : "reply_not_json",
    retryAfterMs: verdict.kind === "throttled" ? verdict.retryAfterMs : null,
  };
}

/** Keys that were sent and are shown with another value. A key that is not shown is not compared; null when none was. */
function differingFields(
  forms: Readonly<Record<string, ValueForm>>,
  sent: Readonly<Record<string, unknown>>,
  shown: Readonly<Record<string, unknown>>,
): string[] | null {
  const shownByKey = foldedObject(shown);
  let compared = 0;
  const differing: string[] = [];
  for (const [key, value] of Object.entries(sent)) {
    const form = Object.hasOwn(forms, key) ? forms[key] : undefined;
    const there = shownByKey?.get(foldedKey(key));
    if (form === undefined || typeof value !== "string" || there === undefined) continue;
    compared += 1;
    if (!isSameValue(form, value, there)) differing.push(key);
  }
  return compared === 0 ? null : differing;
}

function isOfIdentification(record: QueriedRecord, identification: string): boolean {
  const shown = foldedObject(record)?.get("identification");
  return shown === undefined || isSameValue("text", identification, shown);
}
