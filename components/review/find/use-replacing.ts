"use client";

import { useTranslations } from "use-intl";
import { showToast } from "../../ui/overlay/toast.tsx";
import type { ReviewEdits } from "../use-review-edits.ts";
import type { Find } from "./use-find.ts";

/** Replaces the found cell and goes to the next, or all of them at once, and reports how many. */
export function useReplacing(find: Find, edits: ReviewEdits): (which: "one" | "all") => void {
  const t = useTranslations("review.find");
  return (which) => {
    const asked = find.toReplace(which);
    if (asked === null) return;
    edits.replace(asked, ({ replaced, tooLong }) => {
      if (tooLong > 0) showToast("error", t("tooLong", { count: tooLong }));
      if (which === "one") find.passOn();
      else if (replaced > 0) edits.tellChange(t("replaced", { count: replaced }), t("undo"));
    });
  };
}
