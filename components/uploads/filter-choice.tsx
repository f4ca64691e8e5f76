"use client";

import { useState } from "react";
import { Select } from "../ui/form/select.tsx";

export interface FilterChoiceProps<Value extends string> {
  name: string;
  label: string;
  value: Value;
  /** The value that an address is without. */
  usual: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChange: () => void;
}

/** One of several values of a filter, as a hidden field of its form. */
export function FilterChoice<Value extends string>({
  name,
  label,
  value,
  usual,
  options,
  onChange,
}: FilterChoiceProps<Value>) {
  const [chosen, setChosen] = useState(value);
  return (
    <div className="max-sm:flex-1 sm:w-38">
      {chosen === usual ? null : <input type="hidden" name={name} value={chosen} />}
      <Select
        label={label}
        value={chosen}
        choices={options}
        onChange={(next) => {
          setChosen(next);
          onChange();
        }}
      />
    </div>
  );
}
