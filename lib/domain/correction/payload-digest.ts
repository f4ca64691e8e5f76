import { TextDigest } from "./text-digest.ts";

const opening = ',"Obligations":[{';

/**
 * What a debtor says to the CRM, whatever the order of its obligations: a report that was sorted in Excel says nothing new.
 * `payload` is a debtor's JSON text as staging makes it, in catalogue order; "" for a text that is no such thing, which is equal to none.
 * It is made of every debtor that is staged, so nothing is parsed.
 */
export function payloadDigest(payload: string): string {
  // A quote within a value is escaped: the opening stands where the obligations begin and nowhere else.
  const end = payload.indexOf(opening);
  if (end < 0 || !payload.endsWith("}]}")) return "";
  const digest = new TextDigest().add(payload.slice(0, end));
  // A value may hold the separator, too: its pieces are then the same for the same text all the same.
  for (const text of payload
    .slice(end + opening.length, -3)
    .split("},{")
    .sort())
    digest.add("\n").add(text);
  return digest.hex();
}
