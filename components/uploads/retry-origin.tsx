"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** How many links a row of a list has; the upload's own page has them all. */
const mostShown = 4;

/**
 * In a list: the upload whose failures this one sends again, and those that send failures of this one.
 * Nothing if there are neither.
 */
export function RetryOrigin({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.recover");
  const { retryOfId, isCorrection = false, retries = [] } = view;
  const isRetry = retryOfId !== null && retryOfId !== undefined;
  if (!isRetry && retries.length === 0) return null;
  // Several rows of a list have links with the same words, so for screen readers each names its upload.
  const whose = (
    <VisuallyHidden>
      {" "}
      ({view.fileName}, <DateTime value={view.createdAt} />)
    </VisuallyHidden>
  );
  const more = retries.length - mostShown;
  return (
    <span className="flex flex-wrap gap-x-3 text-sm font-normal">
      {isRetry ? (
        <span>
          {t.rich(isCorrection ? "correctionOf" : "retryOf", {
            link: (words) => (
              <TextLink href={`/uploads/${retryOfId}`}>
                {words}
                {whose}
              </TextLink>
            ),
          })}
        </span>
      ) : null}
      {retries.slice(0, mostShown).map((retry) => (
        <span key={retry.id}>
          <TextLink href={`/uploads/${retry.id}`}>
            {t(retry.isCorrection ? "correctionLink" : "retryLink", { count: retry.debtors })}
            {whose}
          </TextLink>
          {retry.state === "staged" ? ` (${t("draftShort")})` : null}
          {retry.isDiscarded ? ` (${t(retry.isCorrection ? "discardedCorrection" : "discardedShort")})` : null}
        </span>
      ))}
      {more > 0 ? (
        <TextLink href={`/uploads/${view.id}`}>
          {t("moreRetries", { count: more })}
          {whose}
        </TextLink>
      ) : null}
    </span>
  );
}
