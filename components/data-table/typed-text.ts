type Typed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing">;

/** The character that a key types; null for keys that type none, such as those of a shortcut. */
export function typedText({ key, ctrlKey, metaKey, altKey, isComposing }: Typed): string | null {
  if (isComposing || metaKey || [...key].length !== 1) return null;
  // AltGr, with which some keyboards type signs, counts as Ctrl and Alt on Windows.
  return ctrlKey === altKey ? key : null;
}
