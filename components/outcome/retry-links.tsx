"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { Callout } from "../ui/callout.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { UploadStateBadge } from "../ui/upload-state-badge.tsx";

/** Where the clients went that another upload sends again; nothing where none does. */
export function RetryLinks({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.recover");
  const { retries = [], retriedDebtors = 0 } = view;
  if (retries.length === 0) return null;
  return (
    <Callout title={t("retriesTitle", { count: retriedDebtors })}>
      <ul className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
        {retries.map(({ id, state, debtors }) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <TextLink href={`/uploads/${id}`}>{t("retryLink", { count: debtors })}</TextLink>
            <UploadStateBadge state={state} />
          </li>
        ))}
      </ul>
    </Callout>
  );
}
