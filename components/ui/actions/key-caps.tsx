"use client";

import { useTranslations } from "use-intl";
import { partsOf, type Stroke } from "./stroke.ts";
import { useIsApple } from "./use-page-actions.ts";

const named = {
  Enter: "enter",
  Escape: "esc",
  Delete: "delete",
  Backspace: "backspace",
  Tab: "tab",
  " ": "space",
  PageUp: "pageUp",
  PageDown: "pageDown",
  Home: "home",
  End: "end",
} as const;

const signs: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  arrows: "↑ ↓ ← →",
};

/** A stroke as it is printed on the keyboard. */
export function KeyCaps({ stroke }: { stroke: Stroke }) {
  const t = useTranslations("ui.keys");
  const isApple = useIsApple();
  const { key, isMod, isShift } = partsOf(stroke);
  const name = Object.entries(named).find(([one]) => one === key)?.[1];
  const caps = [
    ...(isMod ? [isApple ? "⌘" : t("ctrl")] : []),
    ...(isShift ? [t("shift")] : []),
    name !== undefined ? t(name) : (signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
  ];
  return (
    <span className="inline-flex gap-1 whitespace-nowrap">
      {caps.map((cap) => (
        <kbd
          key={cap}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-border bg-surface-sunken px-1 font-sans text-xs font-medium text-text-muted"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
