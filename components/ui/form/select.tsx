"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../class-names.ts";
import { onClosing } from "../overlay/closing-focus.ts";
import { optionClasses, overlayClasses } from "../overlay/overlay-classes.ts";
import { styleNonce } from "../overlay/style-nonce.ts";
import { controlClasses, controlHeight } from "./control-classes.ts";
import { useFieldAttributes } from "./field-context.ts";

export interface SelectChoice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
}

export interface SelectProps<Value extends string> {
  value: Value | null;
  /** No empty value: an absent choice is `null`. */
  choices: readonly SelectChoice<Value>[];
  onChange: (value: Value) => void;
  placeholder?: string;
  /** Needed outside a `Field`. */
  label?: string;
  name?: string;
  isDisabled?: boolean;
  className?: string;
}

/** One of several choices; from about ten on, and for fields, use `Combobox`. */
export function Select<Value extends string>({
  value,
  choices,
  onChange,
  placeholder,
  label,
  name,
  isDisabled = false,
  className,
}: SelectProps<Value>) {
  const t = useTranslations("ui");
  const choose = (next: string) => {
    const choice = choices.find((candidate) => candidate.value === next);
    if (choice !== undefined) onChange(choice.value);
  };
  return (
    <Radix.Root
      value={value ?? ""}
      onValueChange={choose}
      disabled={isDisabled}
      {...(name === undefined ? {} : { name })}
    >
      <Radix.Trigger
        {...useFieldAttributes()}
        aria-label={label}
        className={classNames(
          controlClasses,
          controlHeight,
          "flex items-center justify-between gap-2 text-left data-[placeholder]:text-text-muted",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder ?? t("choose")} />
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-text-muted" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={onClosing()}
          className={`${overlayClasses} max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden`}
        >
          <Radix.Viewport className="p-1" {...styleNonce()}>
            {choices.map((choice) => (
              <Radix.Item key={choice.value} value={choice.value} className={optionClasses}>
                <span className="min-w-0 flex-1">
                  <Radix.ItemText>{choice.label}</Radix.ItemText>
                </span>
                <Radix.ItemIndicator>
                  <Check aria-hidden className="text-accent" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
