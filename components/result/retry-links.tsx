"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { Callout } from "../ui/callout.tsx";
import { RetryItem } from "./retry-item.tsx";

/** The uploads that send debtors of this one again; nothing if there are none. */
export function RetryLinks({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.recover");
  const { retries = [] } = view;
  if (retries.length === 0) return null;
  const count = retries.reduce((sum, { moved }) => sum + moved, 0);
  // Each line below has the count of all debtors it sends; with these added, the title's sum equals theirs.
  const more = retries.reduce((sum, { debtors, moved, isDiscarded }) => sum + (isDiscarded ? 0 : debtors - moved), 0);
  return (
    <Callout title={t("retriesTitle", { count, more: Math.max(0, more) })}>
      <ul className="mt-1 flex flex-col gap-1">
        {retries.map((retry, index) => (
          <RetryItem key={retry.id} retry={retry} place={index + 1} of={retries.length} />
        ))}
      </ul>
    </Callout>
  );
}
