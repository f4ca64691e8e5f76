"use client";

import { PencilLine } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useMay } from "#components/access/may.tsx";
import { HeldNote } from "#components/result/held-note.tsx";
import { isOffered, RecordTable } from "#components/result/record-table.tsx";
import { keptOf, markOf, type Selection, withToggled } from "#components/result/selection.ts";
import { SelectionBar } from "#components/result/selection-bar.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { isKept, type KeptKind, type Outcome } from "#lib/domain/outcome/outcome.ts";
import type { RetryPlan } from "#lib/domain/views/plans.ts";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { correctHref } from "../failures/correct-href.ts";
import { RetryButton } from "../failures/retry-button.tsx";
import { StateOutcomeButton } from "../failures/state-outcome-button.tsx";

export interface RecordsPanelProps {
  view: UploadView;
  group: Outcome | "twice" | KeptKind;
  records: readonly RecordView[];
  /** The debtors that a retry of all would take. */
  plan: RetryPlan;
  /** A correction is offered of what did not get in (`planCorrection`). */
  canCorrect: boolean;
}

const none: Selection = new Set();

/** One page of the debtors of a group, and the actions for the ticked ones. */
export function RecordsPanel({ view, group, records, plan, canCorrect }: RecordsPanelProps) {
  const t = useTranslations("outcome.recover");
  const [ticked, setTicked] = useState(none);
  const place = useRef<HTMLDivElement>(null);
  const offered = records.filter(isOffered).map(({ ordinal }) => ordinal);
  const chosen = keptOf(ticked, offered);
  const mark = markOf(ticked, offered);
  // Unconfirmed debtors are sent again only to a CRM that is known to update.
  const isRetriable = group !== "unconfirmed" || plan.takesUnconfirmed;
  // Erased debtors cannot be sent again, and of a close-out nothing is corrected; of unconfirmed ones the outcome can always be stated.
  const isErased = Boolean(view.erased);
  const canRetry = isRetriable && !isErased && (plan.debtors > 0 || plan.isMore);
  const isIn = group === "accepted" || group === "twice" || isKept(group);
  const mayLoad = useMay("uploads.load");
  const isChoosing = mayLoad && offered.length > 0 && !isIn && (group === "unconfirmed" || canCorrect || canRetry);

  return (
    <div ref={place} tabIndex={-1} className="focus-visible:-outline-offset-2">
      {isChoosing ? (
        <SelectionBar
          mark={mark}
          count={chosen.length}
          onToggleAll={() => setTicked(mark === true ? none : new Set(offered))}
        >
          {group === "unconfirmed" ? (
            chosen.length === 0 ? null : (
              <StateOutcomeButton
                ordinals={chosen}
                count={chosen.length}
                label={t("stateSelected", { count: chosen.length })}
                isErased={isErased}
                size="sm"
                onDone={() => setTicked(none)}
                fallback={place}
              />
            )
          ) : chosen.length === 0 || !canCorrect ? null : (
            <LinkButton size="sm" href={correctHref(view.id, chosen)}>
              <PencilLine aria-hidden />
              {t("correctSelected", { count: chosen.length })}
            </LinkButton>
          )}
          {canRetry ? (
            <RetryButton
              uploadId={view.id}
              ordinals={chosen.length === 0 ? "all" : chosen}
              count={chosen.length === 0 ? plan.debtors : chosen.length}
              isMore={chosen.length === 0 && plan.isMore}
              canCorrect={canCorrect}
              takesUnconfirmed={
                chosen.length === 0
                  ? plan.takesUnconfirmed && view.groups.unconfirmed.debtors > 0
                  : group === "unconfirmed"
              }
              fallback={place}
            />
          ) : null}
        </SelectionBar>
      ) : null}
      {group === "not_sent" && plan.held > 0 ? (
        <div className="border-b border-border px-4 py-2">
          <HeldNote>{t("heldCount", { count: plan.held })}</HeldNote>
        </div>
      ) : null}
      <RecordTable
        records={records}
        currency={currencyOfSums(view)}
        selection={
          isChoosing
            ? { chosen: ticked, onToggle: (ordinal) => setTicked((before) => withToggled(before, ordinal)) }
            : undefined
        }
      />
    </div>
  );
}
