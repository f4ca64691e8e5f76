"use client";

import { CalendarDays } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { useEffect, useId, useRef, useState } from "react";
import { useLocale, useTimeZone, useTranslations } from "use-intl";
import { onClosing } from "../overlay/closing-focus.ts";
import { overlayClasses } from "../overlay/overlay-classes.ts";
import { Calendar } from "./calendar.tsx";
import { dayOrderOf, dayText, isUnrealDay, readDayText } from "./date-text.ts";
import { useFieldAttributes } from "./field-context.ts";
import { Input } from "./input.tsx";

/** YYYY-MM-DD. Sweden writes days as ISO does. */
const todayIn = (timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date());

export interface DateInputProps {
  /** YYYY-MM-DD; "" for none. */
  value: string;
  /** "" also while what is typed is no day; then a form is not sent, and the field says how to write it. */
  onChange: (day: string) => void;
  /** Sent with a form, as YYYY-MM-DD. */
  name?: string;
  /** The first day that may be chosen, YYYY-MM-DD; "" for any. */
  min?: string;
  /** Needed outside a `Field`. */
  label?: string;
}

/**
 * A day, typed in the order of the page's language or chosen in a calendar. The browser's own field would write it in
 * the browser's language.
 */
export function DateInput({ value, onChange, name, min = "", label }: DateInputProps) {
  const t = useTranslations("ui.date");
  const order = dayOrderOf(useLocale());
  const timeZone = useTimeZone() ?? "UTC";
  const field = useFieldAttributes();
  const wrong = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => ({ text: dayText(value, order), day: value }));
  const [isOpen, setOpen] = useState(false);
  const [isLeft, setLeft] = useState(true);
  const [isRefused, setRefused] = useState(false);
  // A value from outside replaces what is typed; what is typed itself is written again only when it is left.
  if (typed.day !== value) setTyped({ text: dayText(value, order), day: value });
  const form = t("form", { order });
  const problem =
    readDayText(typed.text, order) === null
      ? isUnrealDay(typed.text, order)
        ? t("unreal")
        : t("wrong", { form })
      : typed.day !== "" && typed.day < min
        ? t("early", { day: dayText(min, order) })
        : "";
  const isShownWrong = problem !== "" && (isLeft || isRefused);

  useEffect(() => input.current?.setCustomValidity(problem), [problem]);

  const take = (text: string) => {
    const day = readDayText(text, order) ?? "";
    setTyped({ text, day });
    setRefused(false);
    if (day !== value) onChange(day);
  };
  const described = [field["aria-describedby"], isShownWrong ? wrong : undefined].filter(Boolean).join(" ");

  return (
    <span className="block min-w-0">
      <span className="relative block">
        {name === undefined ? null : <input type="hidden" name={name} value={value} />}
        <Input
          ref={input}
          inputMode="numeric"
          autoComplete="off"
          placeholder={form}
          aria-label={label}
          {...(described === "" ? {} : { "aria-describedby": described })}
          {...(isShownWrong ? { "aria-invalid": true } : {})}
          value={typed.text}
          onChange={(event) => take(event.target.value)}
          // In place of the browser's own bubble.
          onInvalid={(event) => {
            event.preventDefault();
            setRefused(true);
            event.currentTarget.focus();
          }}
          onFocus={() => setLeft(false)}
          onBlur={() => {
            setLeft(true);
            if (readDayText(typed.text, order) !== null) setTyped({ text: dayText(value, order), day: value });
          }}
          className="pr-9 tabular-nums"
        />
        <Radix.Root open={isOpen} onOpenChange={setOpen}>
          <Radix.Trigger asChild>
            <button
              type="button"
              aria-label={label === undefined ? t("open") : t("openFor", { label })}
              className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-md text-text-muted hover:text-text pointer-coarse:w-10"
            >
              <CalendarDays aria-hidden className="size-4" />
            </button>
          </Radix.Trigger>
          <Radix.Portal>
            <Radix.Content
              aria-label={label ?? t("open")}
              align="end"
              sideOffset={4}
              collisionPadding={8}
              // The calendar focuses its own day.
              onOpenAutoFocus={(event) => event.preventDefault()}
              onCloseAutoFocus={onClosing()}
              className={`${overlayClasses} p-2`}
            >
              <Calendar
                value={value}
                today={todayIn(timeZone)}
                onChoose={(day) => {
                  take(dayText(day, order));
                  setOpen(false);
                }}
              />
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      </span>
      {isShownWrong ? (
        <span id={wrong} className="mt-1 block text-sm text-error">
          {problem}
        </span>
      ) : null}
    </span>
  );
}
