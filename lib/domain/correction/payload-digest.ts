import { ByteSearch } from "./byte-search.ts";
import { type Digest, digestText, TextDigest } from "./text-digest.ts";

const encoder = new TextEncoder();

/** Where a payload's obligations begin and end, and what stands between two of them. */
export const obligationMarks = {
  // A quote within a value is escaped, so this is found only where the obligations begin.
  opening: new ByteSearch(',"Obligations":[{'),
  // A value may contain this too: equal texts still give equal pieces.
  between: new ByteSearch("},{"),
  closing: new ByteSearch("}]}"),
} as const;

/**
 * A digest of what a payload says to the CRM, whatever the order of its obligations: a report sorted in Excel says nothing new.
 * `payload` is a debtor's JSON text as staging writes it, in catalogue order; "" for any other text, which equals no digest.
 */
export function payloadDigest(payload: string): string {
  return digestText(payloadBytesDigest(encoder.encode(payload)));
}

/** payloadDigest of the payload's UTF-8 bytes, null for "". Computed for every staged debtor, so nothing is parsed. */
export function payloadBytesDigest(payload: Uint8Array): Digest | null {
  const { opening, between, closing } = obligationMarks;
  const last = payload.length - closing.length;
  let start = opening.find(payload, 0, last);
  if (start >= last || !closing.isAt(payload, last)) return null;
  const digest = new TextDigest().addBytes(payload, 0, start);
  start += opening.length;
  while (start <= last) {
    const end = between.find(payload, start, last);
    digest.addUnordered(new TextDigest().addBytes(payload, start, end));
    start = end + between.length;
  }
  return digest.digest();
}
