"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SetAsideReport } from "#lib/spreadsheet/protocol/reading.ts";
import { Button } from "../ui/form/button.tsx";
import { alignedWithText } from "../ui/form/button-classes.ts";

/** How many rows of the file were set aside, by kind; shown above the problems of the other rows. */
export function SetAsideNote({ setAside, onOpen }: { setAside: SetAsideReport; onOpen: () => void }) {
  const t = useTranslations("review.aside");
  const aside = useTranslations("findings.aside.reasons");
  if (setAside.count === 0) return null;
  return (
    <div className="flex items-start gap-2 border-b border-border px-4 py-2 lg:px-3">
      <TriangleAlert aria-hidden className="mt-[3px] size-4 shrink-0 text-warning" />
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium">{t("count", { count: setAside.count })}</p>
        <ul className="text-xs text-text-muted">
          {setAside.reasons.map(({ reason, count }) => (
            <li key={reason}>{aside(reason, { count })}</li>
          ))}
        </ul>
        <Button size="sm" variant="ghost" className={alignedWithText} onClick={onOpen}>
          {t("list")}
        </Button>
      </div>
    </div>
  );
}
