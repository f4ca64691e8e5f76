import { TextDigest } from "./text-digest.ts";

const encoder = new TextEncoder();
const opening = encoder.encode(',"Obligations":[{');
const between = encoder.encode("},{");
const closing = encoder.encode("}]}");

/**
 * A digest of what a payload says to the CRM, whatever the order of its obligations: a report sorted in Excel says nothing new.
 * `payload` is a debtor's JSON text as staging writes it, in catalogue order; "" for any other text, which equals no digest.
 */
export function payloadDigest(payload: string): string {
  return payloadBytesDigest(encoder.encode(payload));
}

/** payloadDigest of the payload's UTF-8 bytes. Computed for every staged debtor, so nothing is parsed. */
export function payloadBytesDigest(payload: Uint8Array): string {
  // A quote within a value is escaped, so the opening is found only where the obligations begin.
  const head = indexOf(payload, opening, 0);
  const last = payload.length - closing.length;
  if (head < 0 || !isAt(payload, closing, last)) return "";
  const digest = new TextDigest().addBytes(payload, 0, head);
  for (let start = head + opening.length; ; ) {
    // A value may contain the separator too: equal texts still give equal pieces.
    const end = indexOf(payload, between, start);
    digest.addUnordered(new TextDigest().addBytes(payload, start, end < 0 ? last : end));
    if (end < 0) return digest.hex();
    start = end + between.length;
  }
}

function indexOf(bytes: Uint8Array, part: Uint8Array, from: number): number {
  const first = part[0];
  for (let at = from; at <= bytes.length - part.length; at++) {
    if (bytes[at] === first && isAt(bytes, part, at)) return at;
  }
  return -1;
}

function isAt(bytes: Uint8Array, part: Uint8Array, at: number): boolean {
  return at >= 0 && part.every((byte, index) => bytes[at + index] === byte);
}
