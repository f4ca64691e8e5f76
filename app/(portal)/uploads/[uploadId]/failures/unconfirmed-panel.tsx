"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import { May } from "#components/access/may.tsx";
import { UnconfirmedNotice } from "#components/result/unconfirmed-notice.tsx";
import { type CorrectionPlan, stageOf } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { ReadBackButton } from "./read-back-button.tsx";
import { StateOutcomeButton } from "./state-outcome-button.tsx";

interface UnconfirmedPanelProps {
  view: UploadView;
  correction: CorrectionPlan;
  at: string;
}

/**
 * The unconfirmed debtors that no retry or correction has taken over, and the two ways to find out whether they got in;
 * a look-up is of all. `at`: the time of `view`.
 */
export function UnconfirmedPanel({ view, correction, at }: UnconfirmedPanelProps) {
  const t = useTranslations("outcome.recover");
  const place = useRef<HTMLDivElement>(null);
  const isReadingBack = view.isReadingBack === true;
  const all = view.groups.unconfirmed.debtors;
  const open = all - (view.retriedUnconfirmed ?? 0);
  const count = isReadingBack ? all : open;
  // A run looks them up by itself before it ends; then the result replaces its page, and closes any open dialog.
  const canReadBack = !isReadingBack && !view.erased && stageOf(view.state) === "result";
  return (
    // It stays when the notice goes, so that the focus has a place.
    <div ref={place} tabIndex={-1} className={count === 0 ? "sr-only" : "rounded-md"}>
      <UnconfirmedNotice
        count={count}
        updatesRepeated={view.repeatBehaviour === "updates"}
        isReadingBack={isReadingBack}
        startsAt={view.lookup?.startsAt ?? null}
        at={at}
        action={
          <May permission="uploads.load">
            {canReadBack ? (
              <ReadBackButton uploadId={view.id} count={count} fallback={place} isFirst={correction !== "first"} />
            ) : null}
            {open === 0 ? null : (
              <StateOutcomeButton
                ordinals="all"
                count={open}
                label={t("state")}
                isErased={Boolean(view.erased)}
                fallback={place}
              />
            )}
          </May>
        }
      />
    </div>
  );
}
