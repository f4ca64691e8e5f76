import { TextDigest } from "./text-digest.ts";

/**
 * What a debtor says to the CRM, whatever the order of its obligations: a report that was sorted in Excel says nothing new.
 * `payload` is a debtor's JSON text as staging makes it; "" for a text that is no such thing, which is equal to none.
 */
export function payloadDigest(payload: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload);
  } catch {
    return "";
  }
  if (typeof parsed !== "object" || parsed === null) return "";
  const { Obligations: obligations, ...client } = parsed as Record<string, unknown>;
  const digest = new TextDigest().add(sortedText(client));
  const texts = Array.isArray(obligations) ? obligations.map(sortedText).sort() : [];
  for (const text of texts) digest.add("\n").add(text);
  return digest.hex();
}

/** An object's text with its keys in one order. */
function sortedText(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  return JSON.stringify(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
