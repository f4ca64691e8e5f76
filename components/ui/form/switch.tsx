"use client";

import { Switch as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { ControlLabel, descriptionId } from "./control-label.tsx";

export interface SwitchProps {
  label: ReactNode;
  description?: ReactNode;
  checked: boolean;
  onCheckedChange: (isOn: boolean) => void;
  isDisabled?: boolean;
}

/** On or off, with immediate effect; for a choice that waits for "save", use a checkbox. */
export function Switch({ label, description, checked, onCheckedChange, isDisabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={isDisabled}
        aria-describedby={description === undefined ? undefined : descriptionId(id)}
        className="touch-target mt-px flex h-5 w-9 shrink-0 items-center rounded-full border border-border-strong bg-surface-sunken px-0.5 transition-colors disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent forced-colors:data-[state=checked]:bg-[Highlight]"
      >
        <Radix.Thumb className="size-3.5 rounded-full bg-border-strong transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-accent-contrast forced-colors:bg-[CanvasText]" />
      </Radix.Root>
      <ControlLabel id={id} label={label} description={description} />
    </div>
  );
}
