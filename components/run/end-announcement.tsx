"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { shownState } from "#lib/domain/outcome/shown-state.ts";
import { completenessOfView } from "#lib/domain/outcome/still-missing.ts";
import { stageOf } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/**
 * Announces to screen readers that an upload is over, and its outcome. The region exists from the start,
 * because one that is inserted with its text is not read out. Silent for an upload that was already over when
 * the page was opened.
 */
export function EndAnnouncement({ view }: { view: UploadView }) {
  const { state, groups, totals } = view;
  const t = useTranslations("outcome.result");
  const words = useTranslations("ui.uploadState");
  const isOver = stageOf(state) === "result" && groups.pending.debtors === 0;
  const [wasOver] = useState(isOver);
  return (
    <VisuallyHidden>
      <span aria-live="polite">
        {isOver && !wasOver
          ? t("announce", {
              state: words(shownState(state, completenessOfView(view))),
              accepted: groups.accepted.debtors,
              unchanged: groups.unchanged.debtors,
              volatile: groups.volatile.debtors,
              rejected: groups.rejected.debtors,
              unconfirmed: groups.unconfirmed.debtors,
              notSent: groups.not_sent.debtors,
              leftOut: totals.leftOut.debtors,
            })
          : ""}
      </span>
    </VisuallyHidden>
  );
}
