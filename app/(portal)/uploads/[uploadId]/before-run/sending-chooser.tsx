"use client";

import { startTransition, useOptimistic, useRef } from "react";
import { type ChosenSending, SendingChoice } from "#components/comparison/sending-choice.tsx";
import { keptOf } from "#lib/domain/outcome/control-sums.ts";
import type { ComparisonView } from "#lib/domain/views/comparison-view.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { chooseSendingAction } from "../actions.ts";
import { useAction } from "../use-action.ts";

interface Moving {
  readonly chosen: ChosenSending;
  /** Debtors that are not sent when it began, and when it will be done. */
  readonly from: number;
  readonly to: number;
}

/** The choice of what is sent. While whole batches move, `view` (which follows the server) tells how far it is. */
export function SendingChooser({ comparison, view }: { comparison: ComparisonView; view: UploadView }) {
  const { run } = useAction(chooseSendingAction);
  // Shown until the page is rendered anew, a moment after the answer: until then it has the choice before.
  const [moving, setMoving] = useOptimistic<Moving | null>(null);
  const isUnderWay = useRef(false);
  const wish = useRef<ChosenSending | null>(null);
  const now = keptOf(view).debtors;

  // A choice made while another is under way is shown at once, and made after it; of several, the last.
  const choose = (chosen: ChosenSending) =>
    startTransition(async () => {
      wish.current = chosen;
      setMoving({ chosen, from: now, to: unchangedAfter(comparison, chosen) });
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      for (let next: ChosenSending | null = chosen; next !== null; next = wish.current) {
        wish.current = null;
        const result = await run({ uploadId: view.id, ...next });
        if (result?.ok !== true) break;
      }
      wish.current = null;
      isUnderWay.current = false;
    });

  return (
    <SendingChoice
      view={moving === null ? withPlannedCalls(comparison, view.batchCount) : comparison}
      chosen={moving?.chosen ?? comparison.choice}
      moving={moving === null ? null : { done: Math.abs(now - moving.from), total: Math.abs(moving.to - moving.from) }}
      onChoose={choose}
    />
  );
}

function unchangedAfter({ figures }: ComparisonView, { sends, countsVolatile }: ChosenSending): number {
  const { same, volatile } = figures.debtors;
  if (sends === "everything") return 0;
  return same.debtors + (countsVolatile ? 0 : volatile.debtors);
}

/** More batches than the choice tells are sent where the CRM has moved since; `batches` are all that are sent now. */
function withPlannedCalls(comparison: ComparisonView, batches: number): ComparisonView {
  const { choice } = comparison;
  if (choice.sends === "everything") return comparison;
  const calls = choice.countsVolatile ? { changes: batches } : { changesWithoutVolatile: batches };
  return { ...comparison, choice: { ...choice, calls: { ...choice.calls, ...calls } } };
}
