"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import { UnconfirmedNotice } from "#components/outcome/unconfirmed-notice.tsx";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { ReadBackButton } from "./read-back-button.tsx";
import { StateOutcomeButton } from "./state-outcome-button.tsx";

/** Clients of whom nobody knows whether they got in, and the two ways to find out. */
export function UnconfirmedPanel({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.recover");
  const place = useRef<HTMLDivElement>(null);
  const count = view.groups.unconfirmed.debtors;
  const isReadingBack = view.isReadingBack === true;
  return (
    // It stays when the notice goes: the focus has somewhere to be.
    <div ref={place} tabIndex={-1} className={count === 0 ? "sr-only" : "rounded-md"}>
      <UnconfirmedNotice
        count={count}
        isReadingBack={isReadingBack}
        action={
          <>
            {isReadingBack ? null : <ReadBackButton uploadId={view.id} count={count} fallback={place} />}
            <StateOutcomeButton uploadId={view.id} ordinals="all" count={count} label={t("state")} fallback={place} />
          </>
        }
      />
    </div>
  );
}
