"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import type { Maskable } from "#lib/domain/views/debtor-ref.ts";
import { type Reveal, RevealContext, rowKey } from "./reveal.ts";
import { RevealDialog } from "./reveal-dialog.tsx";
import { useRevealKeys } from "./use-reveal-keys.ts";

export interface RevealFrameProps {
  /** Some of its rows are masked. */
  isMasked: boolean;
  /** A reason is asked for before a debtor is shown. */
  asksWhy: boolean;
  isBusy: boolean;
  /** Gets a row without its mask; null if it is refused. */
  onReveal: (row: Maskable, reason: string | null) => Promise<object | null>;
  children: ReactNode;
}

interface Revealed {
  readonly key: string;
  readonly values: object;
}

/**
 * A list whose masked debtors can be shown, one at a time. What is shown lives in this component alone: it is gone with
 * the page, and before the page is printed or kept by the browser.
 */
export function RevealFrame({ isMasked, asksWhy, isBusy, onReveal, children }: RevealFrameProps) {
  const t = useTranslations("masking");
  const root = useRef<HTMLDivElement>(null);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const [asking, setAsking] = useState<Maskable | null>(null);
  const [news, setNews] = useState("");
  useRevealKeys(root, isMasked);
  useEffect(() => {
    const forget = () =>
      flushSync(() => {
        setRevealed(null);
        setNews("");
      });
    for (const moment of ["pagehide", "beforeprint"]) window.addEventListener(moment, forget);
    return () => {
      for (const moment of ["pagehide", "beforeprint"]) window.removeEventListener(moment, forget);
    };
  }, []);

  const reveal = async (row: Maskable, reason: string | null) => {
    const values = await onReveal(row, reason);
    if (values === null) return;
    setAsking(null);
    setRevealed({ key: rowKey(row), values });
    setNews(
      "identification" in values && typeof values.identification === "string"
        ? t("shown", { identification: values.identification })
        : t("rowShown"),
    );
  };
  const isRevealed = (row: Maskable) => row.revealBy !== undefined && revealed?.key === rowKey(row);
  const context: Reveal = {
    shown: (row) => (isRevealed(row) ? { ...row, ...revealed?.values } : row),
    isRevealed,
    onToggle: (row) => {
      if (isRevealed(row)) {
        setRevealed(null);
        setNews(t("hidden"));
      } else if (asksWhy) {
        setAsking(row);
      } else void reveal(row, null);
    },
  };

  return (
    <RevealContext value={context}>
      <div ref={root}>{children}</div>
      <p role="status" className="sr-only">
        {news}
      </p>
      <RevealDialog
        isOpen={asking !== null}
        isBusy={isBusy}
        onClose={() => setAsking(null)}
        onReveal={(reason) => asking !== null && void reveal(asking, reason)}
      />
    </RevealContext>
  );
}
