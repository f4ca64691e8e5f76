"use client";

import { useTranslations } from "use-intl";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { totalsOfParams } from "#lib/domain/debtors/differing-totals.ts";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { DifferingTotals } from "./differing-totals.tsx";
import type { Problem } from "./problem.ts";
import { useProblemWords } from "./problem-words.ts";

export interface StagingProblemProps {
  problem: Problem;
  currency: string;
  /** For a correction: the upload that it corrects. */
  ofId: string | null;
  onRetry: () => void;
  /** Stages with the server's totals instead of the page's. */
  onAccept: (totals: ControlTotals) => void;
  /** Goes back to the review if it is no longer valid. */
  onReview: () => void;
  onCancel: () => void;
}

/** What stopped staging, and the ways to go on. */
export function StagingProblem({
  problem,
  currency,
  ofId,
  onRetry,
  onAccept,
  onReview,
  onCancel,
}: StagingProblemProps) {
  const t = useTranslations("drop.staging");
  const { title, text } = useProblemWords()(problem);
  const differing = problem.code === "totals_differ" ? totalsOfParams(problem.params) : null;
  const isMoved = problem.code === "correction_moved" || problem.code === "holds_moved";
  const going = differing?.server.staged.debtors ?? 0;
  return (
    <>
      <Callout
        tone="error"
        role="alert"
        title={title}
        className="mx-auto w-full max-w-xl"
        action={
          isMoved ? (
            <Button onClick={onReview}>{t("toReview")}</Button>
          ) : differing === null ? (
            <Button onClick={onRetry}>{t("retry")}</Button>
          ) : null
        }
      >
        {text}
        {problem.code === "correction_moved" && ofId !== null ? (
          <p>
            <TextLink href={`/uploads/${ofId}`} target="_blank">
              {t("seeRetries")}
            </TextLink>
          </p>
        ) : null}
      </Callout>
      {differing === null ? null : (
        <div className="mx-auto w-full max-w-3xl">
          <DifferingTotals totals={differing} currency={currency} />
        </div>
      )}
      {isMoved ? null : (
        <div className="flex flex-wrap justify-center gap-2">
          <Button onClick={onCancel}>{t(differing === null ? "cancel" : "toReview")}</Button>
          {differing === null ? null : (
            <Button variant="primary" disabled={going === 0} onClick={() => onAccept(differing.server)}>
              {t("accept", { count: going })}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
