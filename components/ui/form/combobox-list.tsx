"use client";

import { Check, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../class-names.ts";
import { type ComboboxChoice, type ComboboxGroup, shownGroups } from "./combobox-choices.ts";

interface ComboboxListProps<Value extends string> {
  groups: readonly ComboboxGroup<Value>[];
  value: Value | null;
  typed?: (text: string) => ComboboxChoice<Value> | null;
  onChoose: (value: Value) => void;
}

/**
 * The open part of `Combobox`: the focus stays in the search box, and `aria-activedescendant` names the
 * active option.
 */
export function ComboboxList<Value extends string>({ groups, value, typed, onChoose }: ComboboxListProps<Value>) {
  const t = useTranslations("ui");
  const id = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [active, setActive] = useState<Value | null>(value);
  const shown = shownGroups(groups, text, typed);
  const enabled = shown.flatMap((group) => group.choices).filter((choice) => choice.isDisabled !== true);
  const activeIndex = Math.max(
    0,
    enabled.findIndex((choice) => choice.value === active),
  );
  const activeValue = enabled[activeIndex]?.value;
  const optionId = (option: string) => `${id}-${encodeURIComponent(option)}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the active option is found by its mark once it has it.
  useEffect(() => {
    listRef.current?.querySelector("[data-highlighted]")?.scrollIntoView({ block: "nearest" });
  }, [activeValue]);

  const moves: Readonly<Record<string, number>> = {
    ArrowDown: activeIndex + 1,
    ArrowUp: activeIndex - 1,
    PageDown: activeIndex + 8,
    PageUp: activeIndex - 8,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      setActive(enabled[Math.min(enabled.length - 1, Math.max(0, target))]?.value ?? null);
    } else if (event.key === "Enter" && activeValue !== undefined) {
      event.preventDefault();
      onChoose(activeValue);
    }
  };

  return (
    <>
      <div className="flex items-center gap-2 border-b border-border px-3">
        <Search aria-hidden className="size-4 shrink-0 text-text-muted" />
        <input
          autoFocus
          role="searchbox"
          aria-label={t("searchOptions")}
          aria-controls={`${id}-list`}
          aria-activedescendant={activeValue === undefined ? undefined : optionId(activeValue)}
          placeholder={t("searchOptions")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-9 w-full pointer-coarse:h-10 bg-transparent text-base outline-none placeholder:text-text-muted"
        />
      </div>
      <div
        ref={listRef}
        id={`${id}-list`}
        role="listbox"
        aria-label={t("choose")}
        className="max-h-80 overflow-y-auto p-1"
      >
        {shown.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups without a heading have no other name.
          <div key={index} role="group" aria-labelledby={group.label === "" ? undefined : `${id}-group-${index}`}>
            {group.label === "" ? null : (
              <div id={`${id}-group-${index}`} className="px-2 pt-2 pb-1 text-xs font-medium text-text-muted">
                {group.label}
              </div>
            )}
            {group.choices.map((choice) => (
              <div
                key={choice.value}
                id={optionId(choice.value)}
                role="option"
                tabIndex={-1}
                aria-selected={choice.value === value}
                aria-disabled={choice.isDisabled}
                data-highlighted={choice.value === activeValue ? "" : undefined}
                onPointerMove={() => choice.isDisabled !== true && setActive(choice.value)}
                onClick={() => choice.isDisabled !== true && onChoose(choice.value)}
                onKeyDown={onKeyDown}
                className={classNames(
                  "flex cursor-default items-start gap-2 rounded-sm px-2 py-1.5 pointer-coarse:py-2.5 data-[highlighted]:bg-surface-hover data-[highlighted]:forced-chosen",
                  choice.isDisabled === true && "opacity-50",
                )}
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{choice.label}</span>
                  {choice.description === undefined ? null : (
                    <span className="block text-xs text-text-muted">{choice.description}</span>
                  )}
                </span>
                {choice.value === value ? <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" /> : null}
              </div>
            ))}
          </div>
        ))}
        {shown.length === 0 ? (
          <p role="status" className="px-2 py-6 text-center text-sm text-text-muted">
            {t("noOptions", { text })}
          </p>
        ) : null}
      </div>
    </>
  );
}
