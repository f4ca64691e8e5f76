"use client";

import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";

export interface IdentificationFieldProps {
  label: string;
  value: string;
  onChange: (typed: string) => void;
  className: string;
}

/** Asks for one identification, which the browser does not remember. */
export function IdentificationField({ label, value, onChange, className }: IdentificationFieldProps) {
  return (
    <Field label={label} className={className}>
      <Input
        value={value}
        autoComplete="off"
        maxLength={100}
        required
        className="tabular-nums"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
