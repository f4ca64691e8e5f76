import { createHmac, randomBytes } from "node:crypto";

/** RFC 6238 with what every authenticator app assumes: SHA-1, 30 seconds, six digits. */
const stepSeconds = 30;
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret, 160 bits as RFC 4226 recommends, in base32 as apps and people take it. */
export function newTotpSecret(): string {
  return Array.from(randomBytes(32), (byte) => letters[byte % 32]).join("");
}

/** The step that a moment belongs to. */
export function totpStepAt(ms: number): number {
  return Math.floor(ms / 1_000 / stepSeconds);
}

export function totpCode(secret: string, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 10 ** digits).padStart(digits, "0");
}

/**
 * The step whose code this is: the present one, the one before for who types slowly, or the next one for a clock that
 * is ahead. Null: none of them.
 */
export function totpStepOf(secret: string, code: string, nowMs: number): number | null {
  const now = totpStepAt(nowMs);
  return [now, now - 1, now + 1].find((step) => totpCode(secret, step) === code) ?? null;
}

/** What the QR code says to an authenticator app. */
export function totpAddress(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  const query = new URLSearchParams({ secret, issuer }).toString().replaceAll("+", "%20");
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${query}`;
}

function bytesOf(base32: string): Buffer {
  const bits = Array.from(base32, (letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
