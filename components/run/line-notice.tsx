"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { Callout } from "../ui/callout.tsx";
import { LinkButton } from "../ui/form/link-button.tsx";
import { LineAhead } from "./line-ahead.tsx";

/**
 * What a queued upload waits for; a warning if it needs a person: nothing moves until the one ahead is resumed.
 */
export function LineNotice({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.line");
  const { line } = view;
  if (view.state !== "queued" || line === undefined) return null;
  const { ahead, held } = line;
  if (held === null) {
    return (
      <Callout title={t("title", { count: ahead })}>
        <LineAhead line={line} />
      </Callout>
    );
  }
  return (
    <Callout
      tone="warning"
      role="status"
      title={t(held.state === "stopped" ? "stoppedTitle" : "pausedTitle", { file: held.fileName })}
      action={<LinkButton href={`/uploads/${held.id}`}>{t("open")}</LinkButton>}
    >
      <p>
        {t(held.state === "stopped" || held.stopHolds !== undefined ? "stoppedText" : "pausedText", { count: ahead })}
      </p>
      <LineAhead line={line} />
    </Callout>
  );
}
