"use client";

import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { useElementKeys, usePageActions } from "../ui/actions/use-page-actions.ts";

/**
 * J and K, wherever the focus is, and the arrows within the list go from line to line; Enter then opens the link, as
 * it does anyway. A line is what has `data-line-key` below `root`. Returns what handles the arrows.
 */
export function useLineKeys(root: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const t = useTranslations("portfolios.morning.keys");
  const [step] = useState(() => (by: 1 | -1) => () => {
    const lines = [...(root.current?.querySelectorAll<HTMLElement>("[data-line-key]") ?? [])];
    const { activeElement } = document;
    const at = activeElement instanceof HTMLElement ? lines.indexOf(activeElement) : -1;
    const next = at === -1 ? lines[by > 0 ? 0 : lines.length - 1] : lines[at + by];
    next?.focus();
  });
  usePageActions({
    title: t("title"),
    actions: [
      { id: "nextLine", label: t("next"), strokes: ["j"], isKeyOnly: true, run: step(1) },
      { id: "previousLine", label: t("previous"), strokes: ["k"], isKeyOnly: true, run: step(-1) },
    ],
  });
  return useElementKeys(t("title"), [
    { id: "lineBelow", label: t("next"), strokes: ["ArrowDown"], run: step(1) },
    { id: "lineAbove", label: t("previous"), strokes: ["ArrowUp"], run: step(-1) },
  ]);
}
