"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** Links of one row of a list; the upload's own page has them all. */
const mostShown = 4;

/** In a list: which upload this one sends failures of again, and which ones send failures of this one. Nothing where neither is. */
export function RetryOrigin({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.recover");
  const { retryOfId, isCorrection = false, retries = [] } = view;
  const isRetry = retryOfId !== null && retryOfId !== undefined;
  if (!isRetry && retries.length === 0) return null;
  // Rows of a list have links of the same words: heard alone, they must say whose they are.
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
