"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "../class-names.ts";
import { onClosing } from "./closing-focus.ts";
import { optionClasses, overlayClasses } from "./overlay-classes.ts";

/** A menu of actions under its trigger: arrows, Home/End, first letters and Esc work. */
export function Menu({
  trigger,
  align = "end",
  children,
}: {
  trigger: ReactElement;
  align?: "start" | "end";
  children: ReactNode;
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={onClosing()}
          className={`${overlayClasses} max-h-[70vh] min-w-52 overflow-y-auto p-1`}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  onSelect?: () => void;
  isDisabled?: boolean;
  tone?: "normal" | "danger";
  /** With `asChild` the child (a link) is the item. */
  asChild?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, isDisabled = false, tone = "normal", asChild = false, children }: MenuItemProps) {
  return (
    <Radix.Item
      asChild={asChild}
      disabled={isDisabled}
      className={classNames(optionClasses, tone === "danger" && "text-error")}
      {...(onSelect === undefined ? {} : { onSelect })}
    >
      {children}
    </Radix.Item>
  );
}

/** One choice of several inside a menu. */
export function MenuChoices<Value extends string>(props: {
  label: string;
  value: Value | null;
  choices: readonly { readonly value: Value; readonly label: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  return (
    <Radix.RadioGroup value={props.value ?? ""} aria-label={props.label}>
      <MenuLabel>{props.label}</MenuLabel>
      {props.choices.map((choice) => (
        <Radix.RadioItem
          key={choice.value}
          value={choice.value}
          className={optionClasses}
          onSelect={() => props.onChange(choice.value)}
        >
          <span className="min-w-0 flex-1">{choice.label}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden className="text-accent" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-xs font-medium text-text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-border" />;
}
