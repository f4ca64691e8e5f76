import { TextDigest } from "./text-digest.ts";

const encoder = new TextEncoder();
const opening = encoder.encode(',"Obligations":[{');
const closing = encoder.encode("}]}");
const [closeBrace, comma, openBrace] = [0x7d, 0x2c, 0x7b];

/**
 * A digest of what a payload says to the CRM, whatever the order of its obligations: a report sorted in Excel says nothing new.
 * `payload` is a debtor's JSON text as staging writes it, in catalogue order; "" for any other text, which equals no digest.
 */
export function payloadDigest(payload: string): string {
  return payloadBytesDigest(encoder.encode(payload));
}

/** payloadDigest of the payload's UTF-8 bytes. Computed for every staged debtor, so nothing is parsed. */
export function payloadBytesDigest(payload: Uint8Array): string {
  const last = payload.length - closing.length;
  let start = 0;
  // A quote within a value is escaped, so the opening is found only where the obligations begin.
  while (start < last && !isAt(payload, opening, start)) start++;
  if (start === last || !isAt(payload, closing, last)) return "";
  const digest = new TextDigest().addBytes(payload, 0, start);
  start += opening.length;
  for (let end = start; end < last; end++) {
    // A value may contain "},{" too: equal texts still give equal pieces.
    if (payload[end] !== closeBrace || payload[end + 1] !== comma || payload[end + 2] !== openBrace) continue;
    digest.addUnordered(new TextDigest().addBytes(payload, start, end));
    start = end + 3;
  }
  return digest.addUnordered(new TextDigest().addBytes(payload, start, last)).hex();
}

function isAt(bytes: Uint8Array, part: Uint8Array, at: number): boolean {
  for (let index = 0; index < part.length; index++) if (bytes[at + index] !== part[index]) return false;
  return true;
}
