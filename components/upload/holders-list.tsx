"use client";

import { useTranslations } from "use-intl";
import type { RetryHolder } from "#lib/domain/views/retry-view.ts";
import { TextLink } from "../ui/text-link.tsx";
import { UploadStateBadge } from "../uploads/upload-state-badge.tsx";

/** The retries and corrections that hold debtors of this report, their state, and what a draft waits for. */
export function HoldersList({ holders, count }: { holders: readonly RetryHolder[]; count: number }) {
  const t = useTranslations("drop.correction");
  const words = useTranslations("outcome.recover");
  if (count === 0 || holders.length === 0) return null;
  return (
    <div>
      <p>{t("holding", { debtors: count, count: holders.length })}</p>
      <ul className="flex flex-col gap-1">
        {holders.map(({ id, fileName, state, debtors, isCorrection }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-2">
            {/* Opens in a new tab, so that the review here stays as it is. */}
            <TextLink href={`/uploads/${id}`} target="_blank" className="[overflow-wrap:anywhere]">
              {words(isCorrection ? "correctionLink" : "retryLink", { count: debtors })}: {fileName}
            </TextLink>
            <UploadStateBadge state={state} />
            {state === "staged" ? <span>{words("draft")}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
