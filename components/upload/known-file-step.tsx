"use client";

import { useTranslations } from "use-intl";
import { isOneOf, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { EarlierUpload } from "#lib/domain/views/earlier-upload.ts";
import { Callout } from "../ui/callout.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { Button } from "../ui/form/button.tsx";
import { LinkButton } from "../ui/form/link-button.tsx";
import { UploadStateBadge } from "../uploads/upload-state-badge.tsx";

export interface KnownFileStepProps {
  fileName: string;
  earlier: EarlierUpload;
  onGoOn: () => void;
  onOtherFile: () => void;
}

/** Shows that the same bytes were loaded or prepared before, before anything is done with them. */
export function KnownFileStep({ fileName, earlier, onGoOn, onOtherFile }: KnownFileStepProps) {
  const t = useTranslations("drop.known");
  const { isDiscarded } = earlier;
  const isDraft = isOneOf(uploadGroups.drafts, earlier.state);
  const [title, text, show] = isDiscarded
    ? (["titleDiscarded", "textDiscarded", "showDiscarded"] as const)
    : isDraft
      ? (["titleDraft", "textDraft", "showDraft"] as const)
      : (["title", `text.${earlier.repeatBehaviour}`, "show"] as const);
  return (
    <Callout
      tone={isDiscarded ? "info" : "warning"}
      role="status"
      title={t(title, { file: fileName })}
      className="p-4 max-sm:[&>:last-child]:w-full"
      action={
        <>
          <Button variant="ghost" onClick={onOtherFile} className="max-sm:w-full">
            {t("other")}
          </Button>
          <Button onClick={onGoOn} className="max-sm:w-full">
            {t(isDiscarded ? "goOn" : "again")}
          </Button>
          <LinkButton variant="primary" href={`/uploads/${earlier.uploadId}`} className="max-sm:w-full">
            {t(show)}
          </LinkButton>
        </>
      }
    >
      <p>
        {t(isDiscarded || isDraft ? "prepared" : "by", { name: earlier.createdBy, file: earlier.fileName })}{" "}
        <DateTime value={earlier.createdAt} />
      </p>
      <p className="mt-1">
        <UploadStateBadge state={earlier.state} completeness={earlier.completeness} isDiscarded={isDiscarded} />
      </p>
      <p className="mt-1 text-text-muted">{t(text)}</p>
    </Callout>
  );
}
