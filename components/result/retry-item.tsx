"use client";

import { useTranslations } from "use-intl";
import type { RetryView } from "#lib/domain/views/retry-view.ts";
import { TextLink } from "../ui/text-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { UploadStateBadge } from "../uploads/upload-state-badge.tsx";

/**
 * One retry or correction of an upload: its state, how many debtors it took from this upload and from
 * elsewhere, and what a draft waits for.
 */
export function RetryItem({ retry, place, of }: { retry: RetryView; place: number; of: number }) {
  const t = useTranslations("outcome.recover");
  const { id, state, completeness, debtors, moved, fresh, isCorrection, isDiscarded } = retry;
  return (
    <li className="flex flex-wrap items-center gap-x-2">
      <TextLink href={`/uploads/${id}`}>
        {t(isCorrection ? "correctionLink" : "retryLink", { count: debtors })}
        {of > 1 ? <VisuallyHidden>{` (${place}/${of})`}</VisuallyHidden> : null}
      </TextLink>
      {moved === debtors || isDiscarded ? null : (
        <span>({t("retryParts", { moved, fresh, others: Math.max(0, debtors - moved - fresh) })})</span>
      )}
      <UploadStateBadge state={state} completeness={completeness} isDiscarded={isDiscarded} />
      {state === "staged" ? <span>{t("draft")}</span> : null}
    </li>
  );
}
