"use client";

import { FileX2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { OutcomeKind } from "#lib/domain/outcome/outcome.ts";
import { classNames } from "../ui/class-names.ts";
import { outcomeStyle } from "./outcome-style.ts";

/** The outcome of one debtor, with one colour, one icon and one word. */
export function OutcomeBadge({ outcome, className }: { outcome: OutcomeKind; className?: string }) {
  const t = useTranslations("ui");
  const { icon: Icon, badge } = outcomeStyle[outcome];
  return (
    <span
      className={classNames(
        "inline-flex h-6 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs font-medium",
        badge,
        className,
      )}
    >
      <Icon aria-hidden strokeWidth={2.5} className="size-3.5" />
      {t(`outcome.${outcome}`)}
    </span>
  );
}

interface OutcomeLabelProps {
  outcome: OutcomeKind;
  className?: string;
  /** In place of the name of the whole group. */
  children?: ReactNode;
}

/** The name of a group of debtors ("Aceptados") with its icon, for headings and legends. */
export function OutcomeLabel({ outcome, className, children }: OutcomeLabelProps) {
  const t = useTranslations("ui");
  const { icon: Icon, text } = outcomeStyle[outcome];
  return (
    <span className={classNames("inline-flex items-center gap-1.5 font-medium", text, className)}>
      <Icon aria-hidden strokeWidth={2.5} className="size-4" />
      {/* Without it the baseline would be that of the icon, which is lower than the text. */}
      <span className="self-baseline">{children ?? t(`outcomes.${outcome}`)}</span>
    </span>
  );
}

/** The part of a file that was never to be sent, labelled like the groups; it is no outcome. */
export function LeftOutLabel({ className }: { className?: string }) {
  const t = useTranslations("ui");
  return (
    <span className={classNames("inline-flex items-center gap-1.5 font-medium", className)}>
      <FileX2 aria-hidden className="size-4" />
      <span className="self-baseline">{t("leftOut")}</span>
    </span>
  );
}
