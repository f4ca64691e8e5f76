"use client";

import { DriftSection } from "#components/portfolios/drift-section.tsx";
import type { DriftView } from "#lib/domain/views/drift-view.ts";
import { explainDriftAction } from "../actions.ts";
import { useAction } from "../use-action.ts";

/** What is odd, with the action that keeps why it is right. */
export function DriftExplainer({ view, currency }: { view: DriftView; currency: string }) {
  const { isBusy, run } = useAction(explainDriftAction);
  const { uploadId } = view;
  return (
    <DriftSection
      view={view}
      currency={currency}
      isBusy={isBusy}
      onExplain={(reason) => void run({ uploadId, reason })}
    />
  );
}
