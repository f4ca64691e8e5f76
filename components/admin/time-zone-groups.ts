import type { ComboboxGroup } from "../ui/form/combobox-choices.ts";

/** The time zones that this browser knows, by continent: "America" → "America/Bogota". */
export function timeZoneGroups(): ComboboxGroup<string>[] {
  const groups = Map.groupBy(Intl.supportedValuesOf("timeZone"), (name) => name.split("/")[0] ?? name);
  return [...groups].map(([label, names]) => ({
    label,
    choices: names.map((value) => ({ value, label: value.replaceAll("_", " ") })),
  }));
}
