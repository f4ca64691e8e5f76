"use client";

import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import { NumberText } from "./number-text.tsx";

export interface LinkTab {
  readonly key: string;
  readonly href: string;
  readonly count: number;
  readonly name: ReactNode;
}

export interface LinkTabsProps {
  label: string;
  current: string;
  tabs: readonly LinkTab[];
  action: ReactNode;
}

/** Tabs whose choice is in the address: a reload and a shared link show the same. */
export function LinkTabs({ label, current, tabs, action }: LinkTabsProps) {
  const listRef = useRef<HTMLUListElement>(null);
  // On a phone the chosen tab may be out of view; scrollIntoView would move the page, too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice is scrolled into view.
  useEffect(() => {
    const list = listRef.current;
    const tab = list?.querySelector("[aria-current]");
    if (list === null || tab === null || tab === undefined) return;
    const [around, own] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (own.left < around.left || own.right > around.right)
      list.scrollLeft += own.left - around.left - (around.width - own.width) / 2;
  }, [current]);
  return (
    // The action goes below where the tabs need the whole width. Tabs that need more go on below each other; where there
    // is no room for that, they scroll.
    <div className="flex flex-wrap items-center justify-between border-b border-border">
      <nav aria-label={label} className="min-w-0 max-w-full grow max-lg:w-full max-lg:border-b max-lg:border-border">
        <ul ref={listRef} className="flex px-1 max-lg:overflow-x-auto max-lg:scroll-hint lg:flex-wrap">
          {tabs.map((tab) => (
            <li key={tab.key} className={tab.key === current ? "" : "print:hidden"}>
              <Link
                href={tab.href}
                scroll={false}
                aria-current={tab.key === current ? "page" : undefined}
                className="inline-flex h-11 items-center gap-2 whitespace-nowrap border-b-2 border-transparent px-3 lg:gap-1.5 lg:px-2 text-text-muted hover:bg-surface-hover focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:text-text aria-[current]:forced-chosen"
              >
                {tab.name}
                <NumberText value={tab.count} className="text-sm tabular-nums text-text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="px-4 py-2 empty:hidden print:hidden lg:py-1.5">{action}</div>
    </div>
  );
}
