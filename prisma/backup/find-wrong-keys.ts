import { secretKeys } from "#lib/env.ts";
import { keyCheckOf } from "#lib/secrets/key-check.ts";
import { withClient } from "../migrate.ts";

/**
 * The keys of a text as SECRET_KEYS has it (`id:base64,…`), by name, that are others than the database at `url` knows under
 * their names: no portal starts with them. The address is the owner's. Throws if the text is none.
 */
export async function findWrongKeys(url: string, text: string): Promise<string[]> {
  const checks = secretKeys.parse(text).map(keyCheckOf);
  const { rows } = await withClient(url, (client) =>
    client.query<{ name: string; value: string }>(`SELECT name, value FROM "KeyCheck"`),
  );
  return checks.flatMap(({ name, value }) =>
    rows.some((row) => row.name === name && row.value !== value) ? [name] : [],
  );
}
