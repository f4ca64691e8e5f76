import { randomBytes } from "node:crypto";

/** The keys of a text as SECRET_KEYS has it (`id:base64,…`), in their order. */
export function readKeyIds(secretKeys: string): string[] {
  return secretKeys.split(",").map((entry) => entry.trim().split(":")[0] ?? "");
}

/** The text with a new key before the others: it seals from now on, all of them open. Throws if there is one of that name. */
export function addKey(secretKeys: string, id: string): string {
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) throw new Error("A key's name has letters, digits, _ and -, at most 32.");
  if (readKeyIds(secretKeys).includes(id)) throw new Error(`There is a key "${id}" already.`);
  return `${id}:${randomBytes(32).toString("base64")},${secretKeys}`;
}

/** The text without a key. Throws if there is none of that name, or if it is the one that seals. */
export function removeKey(secretKeys: string, id: string): string {
  const ids = readKeyIds(secretKeys);
  if (!ids.includes(id)) throw new Error(`There is no key "${id}".`);
  if (ids[0] === id) throw new Error(`"${id}" is the key that seals. Add another one first.`);
  return secretKeys
    .split(",")
    .filter((entry) => readKeyIds(entry)[0] !== id)
    .join(",");
}
