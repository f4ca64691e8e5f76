"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { FilledField } from "#lib/spreadsheet/protocol/review.ts";
import { Button } from "../../ui/form/button.tsx";
import { alignedWithText } from "../../ui/form/button-classes.ts";
import { LastTimeBadge } from "./last-time-badge.tsx";

export interface FilledItemProps {
  filled: FilledField;
  /** Of the field; `kept`: its empty cells keep what an earlier load brought. */
  level: Field["level"] | "kept";
  /** What the value was decided in: an earlier file, or null for this one. */
  of: { readonly portfolio: string | null } | null;
  onTakeBack: () => void;
}

/** A reason that is solved: the value that empty cells of a field get, and how to take it back. */
export function FilledItem({ filled, level, of, onTakeBack }: FilledItemProps) {
  const t = useTranslations("cures.filled");
  const words = useIssueWords();
  const field = words.field(filled.field) ?? filled.field;
  return (
    <li className="px-4 py-2 lg:px-3">
      <p className="flex items-start gap-2">
        <CircleCheck aria-hidden className="mt-[3px] size-4 shrink-0 text-success" />
        <span className="min-w-0 flex-1">
          <span className="block text-sm font-medium">{field}</span>
          <span className="block text-xs text-text-muted [overflow-wrap:anywhere]">
            {t("text", { count: filled.cells, value: filled.value, level })}
          </span>
        </span>
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-1 pl-6">
        {of === null ? null : <LastTimeBadge portfolio={of.portfolio} />}
        <Button
          size="sm"
          variant="ghost"
          className={alignedWithText}
          aria-label={t("takeBackOf", { field })}
          onClick={onTakeBack}
        >
          {t("takeBack")}
        </Button>
      </div>
    </li>
  );
}
