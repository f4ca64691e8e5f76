import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { ReadableStream } from "node:stream/web";
import { bech32 } from "@scure/base";
import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import type { SecretKey } from "./key-check.ts";

/** A step of a pipeline: what it makes of the bytes that it gets. */
export type BytesStep = (bytes: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** Encrypts as age does (https://age-encryption.org/v1), for whoever has the key. */
export function encryptingFor(key: SecretKey): BytesStep {
  return async function* (bytes) {
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(backupIdentity(key)));
    yield* await encrypter.encrypt(webStream(bytes));
  };
}

/** The bytes that {@link encryptingFor} encrypted for the same key. Throws, perhaps after the first of them, if they are others. */
export function decryptingWith(key: SecretKey): BytesStep {
  return async function* (bytes) {
    const decrypter = new Decrypter();
    decrypter.addIdentity(backupIdentity(key));
    yield* await decrypter.decrypt(webStream(bytes));
  };
}

/** What only whoever has the key can write under a manifest: an HMAC-SHA256, 64 hex digits. */
export function signManifest(manifest: Uint8Array, { key }: SecretKey): string {
  return createHmac("sha256", derived(key, "manifest of a backup")).update(manifest).digest("hex");
}

/** Whether a manifest is as it was when this was written under it. */
export function isSignedManifest(manifest: Uint8Array, signature: string, key: SecretKey): boolean {
  const [given, own] = [signature, signManifest(manifest, key)].map((hex) => Buffer.from(hex, "utf8"));
  return given !== undefined && own !== undefined && given.length === own.length && timingSafeEqual(given, own);
}

/** An identity of age, as its key files have it (AGE-SECRET-KEY-1…), made of a key of SECRET_KEYS. */
function backupIdentity({ key }: SecretKey): string {
  return bech32.encodeFromBytes("AGE-SECRET-KEY-", derived(key, "identity of a backup")).toUpperCase();
}

function derived(key: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, "", use, 32));
}

/** The types of the browser's streams and of Node's differ; the streams do not. */
function webStream(bytes: AsyncIterable<Uint8Array>): globalThis.ReadableStream<Uint8Array> {
  return ReadableStream.from(bytes) as unknown as globalThis.ReadableStream<Uint8Array>;
}
