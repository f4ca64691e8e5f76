"use client";

import { Keyboard } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Popover } from "../ui/overlay/popover.tsx";

export interface KeysHelpProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** The keys of each action as printed on the keyboard; key names that differ by language are in the catalogues. */
const keys = [
  ["next", ["F8"]],
  ["previous", ["shift", "F8"]],
  ["edit", ["enter"]],
  ["cancel", ["esc"]],
  ["undo", ["ctrl", "Z"]],
  ["redo", ["ctrl", "Y"]],
  ["find", ["ctrl", "F"]],
  ["findNext", ["enter"]],
  ["findPrevious", ["shift", "enter"]],
  ["debtor", ["ctrl", "enter"]],
  ["payload", ["enter"]],
  ["ends", ["ctrl", "arrows"]],
  ["select", ["shift", "arrows"]],
  ["selectAll", ["ctrl", "A"]],
  ["copy", ["ctrl", "C"]],
  ["paste", ["ctrl", "V"]],
  ["fillDown", ["ctrl", "D"]],
  ["clear", ["delete"]],
  ["help", ["?"]],
] as const;

const named = ["shift", "enter", "esc", "ctrl", "arrows", "delete"] as const;

/** The keyboard shortcuts of the review. */
export function KeysHelp({ isOpen, onOpenChange }: KeysHelpProps) {
  const t = useTranslations("review.keys");
  const nameOf = (key: string) => {
    const known = named.find((candidate) => candidate === key);
    return known === undefined ? key : t(`names.${known}`);
  };
  return (
    <Popover
      label={t("heading")}
      align="end"
      open={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <IconButton label={t("title")} className="max-sm:!hidden pointer-coarse:!hidden">
          <Keyboard aria-hidden />
        </IconButton>
      }
    >
      <h2 className="mb-2 text-sm font-semibold">{t("heading")}</h2>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5 text-sm">
        {keys.map(([deed, names]) => (
          <div key={deed} className="contents">
            <dt className="text-text-muted">{t(`deeds.${deed}`)}</dt>
            <dd className="flex justify-end gap-1">
              {names.map((name) => (
                <Kbd key={name}>{nameOf(name)}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}

/** A key of the keyboard. */
function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-border bg-surface-sunken px-1 font-sans text-xs font-medium text-text-muted">
      {children}
    </kbd>
  );
}
