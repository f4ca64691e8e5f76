"use client";

import { Copy, FileX2, PhoneOutgoing, Rows2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { KeptKind, Outcome } from "#lib/domain/outcome/outcome.ts";
import { LinkTabs } from "../ui/link-tabs.tsx";
import { OutcomeLabel } from "../uploads/outcome-badge.tsx";

export interface DetailTab {
  readonly key: Outcome | "twice" | KeptKind | "left_out" | "set_aside" | "calls";
  readonly href: string;
  readonly count: number;
}

export interface DetailTabsProps {
  label: string;
  current: string;
  tabs: readonly DetailTab[];
  action: ReactNode;
}

/** The groups of an upload's debtors, its rows that were not sent, and its calls. */
export function DetailTabs({ tabs, ...rest }: DetailTabsProps) {
  return <LinkTabs {...rest} tabs={tabs.map((tab) => ({ ...tab, name: <TabName tab={tab} /> }))} />;
}

const otherTabs = {
  twice: { Icon: Copy, word: "twice" },
  left_out: { Icon: FileX2, word: "leftOut" },
  set_aside: { Icon: Rows2, word: "setAside" },
  calls: { Icon: PhoneOutgoing, word: "calls" },
} as const;

function TabName({ tab }: { tab: DetailTab }) {
  const t = useTranslations("outcome.result");
  if (tab.key !== "left_out" && tab.key !== "set_aside" && tab.key !== "calls" && tab.key !== "twice")
    return <OutcomeLabel outcome={tab.key} />;
  const { Icon, word } = otherTabs[tab.key];
  return (
    <span className="inline-flex items-center gap-1.5 font-medium">
      <Icon aria-hidden className="size-4" />
      {t(word)}
    </span>
  );
}
