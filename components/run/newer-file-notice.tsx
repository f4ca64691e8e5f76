"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { Callout } from "../ui/callout.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** Which newer file of its portfolio an upload would put older figures over, or bring back whom that has no more. */
export function NewerFileNotice({ view }: { view: Pick<UploadView, "newerFile" | "retryOfId"> }) {
  const t = useTranslations("outcome.confirm");
  const { newerFile: file, retryOfId = null } = view;
  if (file === undefined) return null;
  return (
    <Callout tone="warning" title={t("newerTitle")}>
      {t.rich(retryOfId === null ? "newerText" : "newerTextOfRetry", {
        name: file.fileName,
        link: (words) => <TextLink href={`/uploads/${file.uploadId}`}>{words}</TextLink>,
        at: () => <DateTime value={file.confirmedAt} />,
      })}
    </Callout>
  );
}
