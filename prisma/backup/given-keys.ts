import { secretKeys } from "#lib/env.ts";
import { keyCheckOf, type SecretKey } from "#lib/secrets/key-check.ts";
import { withClient } from "../migrate.ts";

/** The keys of a text as SECRET_KEYS has it (`id:base64,…`), in their order. Throws if it is none. */
export function readKeys(text: string): SecretKey[] {
  return secretKeys.parse(text);
}

/**
 * The names of keys that are others than the database at `url` knows under these names: no portal starts with them. The
 * address is the owner's.
 */
export async function findWrongKeys(url: string, keys: readonly SecretKey[]): Promise<string[]> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ name: string; value: string }>(`SELECT name, value FROM "KeyCheck"`),
  );
  return keys
    .map(keyCheckOf)
    .flatMap(({ name, value }) => (rows.some((row) => row.name === name && row.value !== value) ? [name] : []));
}
