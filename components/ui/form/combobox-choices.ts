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
 * The groups with the choices whose label or description contains every word of `text`, ignoring accents and case.
 */
export function matchingGroups<Value extends string>(
  groups: readonly ComboboxGroup<Value>[],
  text: string,
): ComboboxGroup<Value>[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  return groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter((choice) => {
        const haystack = folded(`${choice.label} ${choice.description ?? ""} ${group.label}`);
        return words.every((word) => haystack.includes(word));
      }),
    }))
    .filter((group) => group.choices.length > 0);
}

function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
