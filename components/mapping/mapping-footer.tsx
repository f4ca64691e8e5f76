"use client";

import { useTranslations } from "use-intl";
import { leaveOutOpen } from "#lib/domain/mapping/answers/edit-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { usePageActions } from "../ui/actions/use-page-actions.ts";
import { Button } from "../ui/form/button.tsx";
import { alignedWithText } from "../ui/form/button-classes.ts";

export interface MappingFooterProps {
  mapping: Mapping;
  /** Open questions about how columns are read. */
  questions: number;
  onChange: (mapping: Mapping) => void;
  onBack: () => void;
  onContinue: () => void;
}

/** The "continue" button, with what is still undecided. */
export function MappingFooter({ mapping, questions, onChange, onBack, onContinue }: MappingFooterProps) {
  const t = useTranslations("mapping");
  const open = mapping.columns.filter((state) => state.state === "unmapped").length;
  const leaveOut = () => onChange(leaveOutOpen(mapping));
  usePageActions({
    actions: [
      { id: "continue", label: t("continue"), run: onContinue },
      { id: "back", label: t("back"), run: onBack },
      { id: "leaveOutOpen", label: t("leaveOutOpen"), isEnabled: open > 0, run: leaveOut },
    ],
  });
  return (
    <footer
      data-bar
      className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t border-border bg-surface py-3"
    >
      <p role="status" className="flex flex-1 basis-64 flex-wrap items-center gap-x-4 text-sm text-text-muted">
        {questions === 0 ? null : <span>{t("unanswered", { count: questions })}</span>}
        {open > 0 ? t("open", { count: open }) : questions === 0 ? t("allDecided") : null}
        {open === 0 ? null : (
          <Button size="sm" variant="ghost" className={alignedWithText} onClick={leaveOut}>
            {t("leaveOutOpen")}
          </Button>
        )}
      </p>
      <Button onClick={onBack}>{t("back")}</Button>
      <Button variant="primary" onClick={onContinue}>
        {t("continue")}
      </Button>
    </footer>
  );
}
