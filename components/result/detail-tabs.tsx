"use client";

import { FileX2, PhoneOutgoing, Rows2 } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { NumberText } from "../ui/number-text.tsx";
import { OutcomeLabel } from "../uploads/outcome-badge.tsx";

export interface DetailTab {
  readonly key: "accepted" | "rejected" | "unconfirmed" | "not_sent" | "left_out" | "set_aside" | "calls";
  readonly href: string;
  readonly count: number;
}

/** Tabs whose choice is in the address: a reload and a shared link show the same. */
export function DetailTabs({
  label,
  current,
  tabs,
  action,
}: {
  label: string;
  current: string;
  tabs: readonly DetailTab[];
  action: ReactNode;
}) {
  const listRef = useRef<HTMLUListElement>(null);
  // On a phone the chosen tab may be out of view; scrollIntoView would move the page, too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice is scrolled into view.
  useEffect(() => {
    const list = listRef.current;
    const tab = list?.querySelector("[aria-current]");
    if (list === null || tab === null || tab === undefined) return;
    const [around, own] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
    list.scrollLeft += own.left - around.left - (around.width - own.width) / 2;
  }, [current]);
  return (
    <div className="flex flex-wrap items-center justify-between border-b border-border lg:flex-nowrap">
      <nav aria-label={label} className="min-w-0 max-lg:w-full max-lg:border-b max-lg:border-border lg:flex-1">
        <ul ref={listRef} className="flex overflow-x-auto px-1">
          {tabs.map((tab) => (
            <li key={tab.key}>
              <Link
                href={tab.href}
                scroll={false}
                aria-current={tab.key === current ? "page" : undefined}
                className="inline-flex h-11 items-center gap-2 whitespace-nowrap border-b-2 border-transparent px-3 text-text-muted hover:bg-surface-hover focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:text-text"
              >
                <TabName tab={tab} />
                <NumberText value={tab.count} className="text-sm tabular-nums text-text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="px-4 py-2 empty:hidden lg:py-0">{action}</div>
    </div>
  );
}

const otherTabs = {
  left_out: { Icon: FileX2, word: "leftOut" },
  set_aside: { Icon: Rows2, word: "setAside" },
  calls: { Icon: PhoneOutgoing, word: "calls" },
} as const;

function TabName({ tab }: { tab: DetailTab }) {
  const t = useTranslations("outcome.result");
  if (tab.key !== "left_out" && tab.key !== "set_aside" && tab.key !== "calls")
    return <OutcomeLabel outcome={tab.key} />;
  const { Icon, word } = otherTabs[tab.key];
  return (
    <span className="inline-flex items-center gap-1.5 font-medium">
      <Icon aria-hidden className="size-4" />
      {t(word)}
    </span>
  );
}
