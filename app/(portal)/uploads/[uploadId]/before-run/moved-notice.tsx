"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { useMay } from "#components/access/may.tsx";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Callout } from "#components/ui/callout.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Button } from "#components/ui/form/button.tsx";
import type { Renewed } from "#lib/services/comparison/renew-comparison.ts";
import { renewComparisonAction } from "../actions.ts";
import { useAction } from "../use-action.ts";
import type { Moved } from "./confirm-button.tsx";

export interface MovedNoticeProps {
  uploadId: string;
  /** When the figures that are shown were made, ISO 8601. */
  comparedAt: string;
  /** They are made again, and what is sent has moved. */
  onRenewed: (moved: Moved) => void;
}

/** Says that the figures below are from before another upload or the calls left moved, and makes them again. */
export function MovedNotice({ uploadId, comparedAt, onRenewed }: MovedNoticeProps) {
  const t = useTranslations("portfolios.comparison.moved.stale");
  const renew = useAction(renewComparisonAction);
  const router = useRouter();
  // Until the page is rendered anew it has the old figures.
  const [isRefreshing, startRefresh] = useTransition();
  const isBusy = renew.isBusy || isRefreshing;

  const run = async () => {
    const result = await renew.run({ uploadId });
    if (result === null) return;
    if (result.ok) onRenewed(movedBy(result.value));
    startRefresh(() => router.refresh());
  };
  const mayRenew = useMay("uploads.load");
  usePageActions({
    actions: [{ id: "renew", label: t("action"), isEnabled: mayRenew && !isBusy, run: () => void run() }],
  });

  return (
    <Callout tone="warning" role="alert" title={t("title")}>
      <p>{t.rich("text", { at: () => <DateTime value={comparedAt} /> })}</p>
      {mayRenew ? (
        <Button className="mt-3" isBusy={isBusy} onClick={() => void run()}>
          <RefreshCw aria-hidden />
          {t("action")}
        </Button>
      ) : null}
    </Callout>
  );
}

function movedBy({ debtors, isOnlyBudget, setting }: Renewed): Moved {
  return { debtors, cause: isOnlyBudget ? "budget" : (setting ?? "loads") };
}
