"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { TextLink } from "../ui/text-link.tsx";

/** In a list: which upload this one sends failures of again, and which one sends failures of this one. Nothing where neither is. */
export function RetryOrigin({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.recover");
  const { retryOfId, isCorrection = false, retries: [youngest] = [] } = view;
  const isRetry = retryOfId !== null && retryOfId !== undefined;
  if (!isRetry && youngest === undefined) return null;
  return (
    <span className="flex flex-wrap gap-x-3 text-sm font-normal">
      {isRetry ? (
        <span>
          {t.rich(isCorrection ? "correctionOf" : "retryOf", {
            link: (words) => <TextLink href={`/uploads/${retryOfId}`}>{words}</TextLink>,
          })}
        </span>
      ) : null}
      {youngest === undefined ? null : (
        <TextLink href={`/uploads/${youngest.id}`}>
          {t(youngest.isCorrection ? "correctionLink" : "retryLink", { count: youngest.debtors })}
        </TextLink>
      )}
    </span>
  );
}
