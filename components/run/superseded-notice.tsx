"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { Callout } from "../ui/callout.tsx";

/** Why a retry, a correction or a close-out may no longer be sent, and what to do instead. */
export function SupersededNotice({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.confirm");
  const { debtors: count = 0, isMore = false } = view.superseded ?? {};
  const closing = useTranslations("portfolios.closeOut.superseded");
  const words = useReasonWords();
  if (view.stopHolds !== undefined)
    return (
      <Callout tone="error" role="alert">
        {words.refusal("close_out_refused", { stop: view.stopHolds })}
      </Callout>
    );
  if ((view.closesOutId ?? null) !== null)
    return (
      <Callout tone="error" role="alert" title={closing("title", { count })}>
        {closing("text")}
      </Callout>
    );
  const isAll = count === view.totals.staged.debtors;
  return (
    <Callout
      tone="error"
      role="alert"
      title={isMore ? t("supersededTitleMore", { count }) : t("supersededTitle", { count })}
    >
      {t(isAll ? "supersededAll" : "supersededSome")}
    </Callout>
  );
}
