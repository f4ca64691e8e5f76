"use client";

import { CircleAlert, CirclePause, Send, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { DebtorState } from "#lib/spreadsheet/protocol/debtors.ts";

const looks = {
  sent: { icon: Send, color: "text-accent" },
  warned: { icon: TriangleAlert, color: "text-warning" },
  left_out: { icon: CircleAlert, color: "text-error" },
  held_back: { icon: CirclePause, color: "text-text-muted" },
} as const;

/** What becomes of a debtor, in an icon and words; its children say more. */
export function DebtorStateText({ state, children }: { state: DebtorState; children?: ReactNode }) {
  const t = useTranslations("reviewDebtors.states");
  const { icon: Icon, color } = looks[state];
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden className={`size-3.5 shrink-0 ${color}`} />
      <span className="truncate">
        {t(state)}
        {children}
      </span>
    </span>
  );
}
