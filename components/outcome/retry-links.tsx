"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { Callout } from "../ui/callout.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { UploadStateBadge } from "../ui/upload-state-badge.tsx";

/** Where the clients went that another upload sends again; nothing where none does. */
export function RetryLinks({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.recover");
  const { retries = [] } = view;
  if (retries.length === 0) return null;
  // What is cancelled can go again in the next one, and is counted there.
  const moved = retries.filter(({ state }) => state !== "cancelled").reduce((sum, { debtors }) => sum + debtors, 0);
  return (
    <Callout title={t("retriesTitle", { count: moved })}>
      <ul className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
        {retries.map(({ id, state, completeness, debtors, isCorrection }) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <TextLink href={`/uploads/${id}`}>
              {t(isCorrection ? "correctionLink" : "retryLink", { count: debtors })}
            </TextLink>
            <UploadStateBadge state={state} completeness={completeness} />
          </li>
        ))}
      </ul>
    </Callout>
  );
}
