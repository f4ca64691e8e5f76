"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { Callout } from "../ui/callout.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** Which newer file of its portfolio an upload would put older figures over. */
export function NewerFileNotice({ file }: { file: NonNullable<UploadView["newerFile"]> }) {
  const t = useTranslations("outcome.confirm");
  return (
    <Callout tone="warning" title={t("newerTitle")}>
      {t.rich("newerText", {
        name: file.fileName,
        link: (words) => <TextLink href={`/uploads/${file.uploadId}`}>{words}</TextLink>,
        at: () => <DateTime value={file.confirmedAt} />,
      })}
    </Callout>
  );
}
