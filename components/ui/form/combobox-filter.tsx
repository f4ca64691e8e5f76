"use client";

import { useState } from "react";
import { Combobox } from "./combobox.tsx";
import type { ComboboxGroup } from "./combobox-choices.ts";

export interface ComboboxFilterProps {
  name: string;
  label: string;
  /** What no limit is called. */
  any: string;
  /** "" for no limit. */
  value: string;
  groups: readonly ComboboxGroup<string>[];
  onChange: () => void;
}

/** Not a value of any filter. */
const none = "any";

/** One of many values of a filter, or none, as a hidden field of its form. */
export function ComboboxFilter({ name, label, any, value, groups, onChange }: ComboboxFilterProps) {
  const [chosen, setChosen] = useState(value);
  return (
    <>
      {chosen === "" ? null : <input type="hidden" name={name} value={chosen} />}
      <Combobox
        label={label}
        value={chosen === "" ? none : chosen}
        groups={[{ label: "", choices: [{ value: none, label: any }] }, ...groups]}
        onChange={(next) => {
          setChosen(next === none ? "" : next);
          onChange();
        }}
      />
    </>
  );
}
