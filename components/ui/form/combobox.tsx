"use client";

import { ChevronDown } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../class-names.ts";
import { onClosing } from "../overlay/closing-focus.ts";
import { overlayClasses } from "../overlay/overlay-classes.ts";
import type { ComboboxChoice, ComboboxGroup } from "./combobox-choices.ts";
import { ComboboxList } from "./combobox-list.tsx";
import { controlClasses, controlHeight } from "./control-classes.ts";
import { useFieldAttributes } from "./field-context.ts";

export interface ComboboxProps<Value extends string> {
  value: Value | null;
  groups: readonly ComboboxGroup<Value>[];
  onChange: (value: Value) => void;
  placeholder?: string;
  /** Needed outside a `Field`. */
  label?: string;
  /** A further choice made of what is typed, below the others; null for none. */
  typed?: (text: string) => ComboboxChoice<Value> | null;
  /** Shown in the closed box instead of the chosen label. */
  display?: ReactNode;
  isDisabled?: boolean;
  className?: string;
}

/** One of many choices, in groups, found by typing. */
export function Combobox<Value extends string>({
  value,
  groups,
  onChange,
  placeholder,
  label,
  typed,
  display,
  isDisabled = false,
  className,
}: ComboboxProps<Value>) {
  const t = useTranslations("ui");
  const [isOpen, setOpen] = useState(false);
  const chosen = groups.flatMap((group) => group.choices).find((choice) => choice.value === value);
  const shown = display ?? chosen?.label;
  const spoken = label === undefined ? undefined : chosen === undefined ? label : `${label}: ${chosen.label}`;

  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen}>
      <Radix.Trigger
        {...useFieldAttributes()}
        type="button"
        role="combobox"
        aria-expanded={isOpen}
        aria-label={spoken}
        disabled={isDisabled}
        className={classNames(
          controlClasses,
          controlHeight,
          "flex items-center justify-between gap-2 text-left",
          className,
        )}
      >
        <span className={classNames("truncate", shown === undefined && "text-text-muted")}>
          {shown ?? placeholder ?? t("choose")}
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-text-muted" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label ?? t("choose")}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={onClosing()}
          className={`${overlayClasses} w-(--radix-popover-trigger-width) min-w-72 max-w-[calc(100vw-16px)] overflow-hidden`}
        >
          <ComboboxList
            groups={groups}
            value={value}
            {...(typed === undefined ? {} : { typed })}
            onChoose={(next) => {
              onChange(next);
              setOpen(false);
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
