/**
 * The key in lower case, letters and digits only: `failed_Sumary`, `failedSumary` and "Failed sumary" are one key.
 */
export function foldedKey(key: string): string {
  return key
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * An object's entries by folded key; of keys that fold alike, the first with a value is kept. Null for
 * anything but an object.
 */
export function foldedObject(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const folded = new Map<string, unknown>();
  for (const [key, entry] of Object.entries(value)) {
    const name = foldedKey(key);
    if ((folded.get(name) ?? null) === null) folded.set(name, entry);
  }
  return folded;
}
