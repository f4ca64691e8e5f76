"use client";

import { type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { usePageActions } from "../ui/actions/use-page-actions.ts";

/**
 * J and K go from masked row to masked row, V shows the debtor of the row that has the focus, or hides it again. A row's
 * place in the focus is its button.
 */
export function useRevealKeys(root: RefObject<HTMLElement | null>, isMasked: boolean): void {
  const t = useTranslations("masking.keys");
  const [{ step, reveal }] = useState(() => {
    const buttons = () => [...(root.current?.querySelectorAll<HTMLElement>("[data-reveal]") ?? [])];
    const at = (all: readonly HTMLElement[]) => {
      const row = document.activeElement?.closest("tr") ?? null;
      return row === null ? -1 : all.findIndex((button) => row.contains(button));
    };
    const step = (by: 1 | -1) => () => {
      const all = buttons();
      const from = at(all);
      (from === -1 ? all[by > 0 ? 0 : all.length - 1] : all[from + by])?.focus();
    };
    const reveal = () => {
      const all = buttons();
      const button = all[at(all)];
      // Without a row in the focus, the first press only says which row is meant.
      if (button === undefined) all[0]?.focus();
      else button.click();
    };
    return { step, reveal };
  });
  usePageActions({
    title: t("title"),
    actions: [
      { id: "revealDebtor", label: t("reveal"), strokes: ["v"], isKeyOnly: true, isEnabled: isMasked, run: reveal },
      { id: "nextMasked", label: t("next"), strokes: ["j"], isKeyOnly: true, isEnabled: isMasked, run: step(1) },
      {
        id: "previousMasked",
        label: t("previous"),
        strokes: ["k"],
        isKeyOnly: true,
        isEnabled: isMasked,
        run: step(-1),
      },
    ],
  });
}
