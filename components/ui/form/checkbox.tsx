"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { ControlLabel, descriptionId } from "./control-label.tsx";

export interface CheckboxProps {
  label: ReactNode;
  description?: ReactNode;
  /** Why the choice was refused. */
  error?: string | undefined;
  checked: boolean | "indeterminate";
  onCheckedChange: (isChecked: boolean) => void;
  name?: string;
  value?: string;
  isDisabled?: boolean;
}

export function Checkbox({
  label,
  description,
  error,
  checked,
  onCheckedChange,
  name,
  value,
  isDisabled = false,
}: CheckboxProps) {
  const id = useId();
  const Mark = checked === "indeterminate" ? Minus : Check;
  return (
    <div className="flex items-start gap-2">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onCheckedChange(next === true)}
        disabled={isDisabled}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={(error ?? description) === undefined ? undefined : descriptionId(id)}
        {...(name === undefined ? {} : { name })}
        {...(value === undefined ? {} : { value })}
        className="touch-target mt-[3px] flex size-4 shrink-0 items-center justify-center rounded-sm border border-border-strong bg-surface-raised disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
      >
        <Radix.Indicator>
          <Mark aria-hidden strokeWidth={3} className="size-3 text-accent-contrast" />
        </Radix.Indicator>
      </Radix.Root>
      <ControlLabel id={id} label={label} description={description} error={error} />
    </div>
  );
}
