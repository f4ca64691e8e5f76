export interface ComboboxChoice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
  readonly isDisabled?: boolean;
}

export interface ComboboxGroup<Value extends string> {
  /** Empty: a group without a heading. */
  readonly label: string;
  readonly choices: readonly ComboboxChoice<Value>[];
}

/**
 * The groups with the choices that have every word of `text`, ignoring accents and case, and below them the one that
 * `typed` makes of it. Without `typed`, descriptions and headings are searched, too; with it, only labels: a new name
 * whose words stand in a description would otherwise be taken for that choice.
 */
export function shownGroups<Value extends string>(
  groups: readonly ComboboxGroup<Value>[],
  text: string,
  typed?: (text: string) => ComboboxChoice<Value> | null,
): ComboboxGroup<Value>[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  const matching = groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter(({ label, description = "" }) => {
        const haystack = folded(typed === undefined ? `${label} ${description} ${group.label}` : label);
        return words.every((word) => haystack.includes(word));
      }),
    }))
    .filter((group) => group.choices.length > 0);
  const made = text.trim() === "" ? null : (typed?.(text.trim()) ?? null);
  return made === null ? matching : [...matching, { label: "", choices: [made] }];
}

function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
