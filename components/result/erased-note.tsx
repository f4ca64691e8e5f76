"use client";

import { Eraser } from "lucide-react";
import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

/**
 * Once debtors' data is erased, this replaces the actions to download, correct and retry; before that, nothing.
 */
export function ErasedNote({ view: { erased, repeatBehaviour } }: { view: UploadView }) {
  const t = useTranslations("outcome.result");
  if (!erased) return null;
  return (
    <p className="flex max-w-md items-start gap-2 text-sm text-pretty text-text-muted">
      <Eraser aria-hidden className="mt-0.5 size-4 shrink-0" />
      {t("erased", {
        at: new Date(erased.at),
        days: erased.afterDays,
        updates: repeatBehaviour === "updates" ? "yes" : "no",
      })}
    </p>
  );
}
