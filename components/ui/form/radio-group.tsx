"use client";

import { RadioGroup as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";

export interface RadioChoice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly description?: ReactNode;
}

export interface RadioGroupProps<Value extends string> {
  /** Names the group. */
  label: ReactNode;
  value: Value | null;
  choices: readonly RadioChoice<Value>[];
  onChange: (value: Value) => void;
  name?: string;
}

/** One of a few choices that are all visible. */
export function RadioGroup<Value extends string>({ label, value, choices, onChange, name }: RadioGroupProps<Value>) {
  const id = useId();
  const choose = (next: string) => {
    const choice = choices.find((candidate) => candidate.value === next);
    if (choice !== undefined) onChange(choice.value);
  };
  return (
    <div className="flex flex-col gap-2">
      <span id={`${id}-label`} className="font-medium">
        {label}
      </span>
      <Radix.Root
        aria-labelledby={`${id}-label`}
        value={value ?? ""}
        onValueChange={choose}
        {...(name === undefined ? {} : { name })}
        className="flex flex-col gap-2"
      >
        {choices.map((choice) => (
          <div key={choice.value} className="flex items-start gap-2">
            <Radix.Item
              id={`${id}-${choice.value}`}
              value={choice.value}
              className="touch-target mt-[3px] flex size-4 shrink-0 items-center justify-center rounded-full border border-border-strong bg-surface-raised data-[state=checked]:border-accent"
            >
              <Radix.Indicator className="size-2 rounded-full bg-accent forced-colors:bg-[CanvasText]" />
            </Radix.Item>
            <label htmlFor={`${id}-${choice.value}`} className="min-w-0">
              {choice.label}
              {choice.description === undefined ? null : (
                <span className="block text-sm text-text-muted">{choice.description}</span>
              )}
            </label>
          </div>
        ))}
      </Radix.Root>
    </div>
  );
}
