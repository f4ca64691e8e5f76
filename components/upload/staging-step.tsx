"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Progress } from "../ui/progress.tsx";
import type { Problem } from "./problem.ts";
import type { StagingProgress } from "./stage-upload.ts";
import { StagingProblem, type StagingProblemProps } from "./staging-problem.tsx";

export interface StagingStepProps extends Omit<StagingProblemProps, "problem"> {
  fileName: string;
  progress: StagingProgress;
  problem: Problem | null;
}

/**
 * The cells are being sent to the server. If the connection is lost for good, shows that, with a way to
 * continue where it stopped.
 */
export function StagingStep({ fileName, progress, problem, ...props }: StagingStepProps) {
  const t = useTranslations("drop.staging");
  const format = useFormatter();
  const { phase, rowsSent, rowCount, rowsPerSecond, rowsDerived } = progress;
  const speed = rowsPerSecond === null ? "" : ` · ${t("speed", { rows: Math.round(rowsPerSecond) })}`;
  // How far the end is has not been reported yet; all rows have arrived, so the bar stays full.
  const done = phase === "finishing" ? (rowsDerived ?? rowCount) : rowsSent;
  const rows = t("rows", { done: format.number(done), of: format.number(rowCount) });
  const details = { starting: "", sending: `${rows}${speed}`, finishing: rowsDerived === null ? "" : rows };
  return (
    <div className="flex min-h-72 flex-col justify-center gap-6 rounded-lg border border-border bg-surface-raised px-6 py-10">
      <div className="mx-auto w-full max-w-xl">
        <Progress label={t(phase, { file: fileName })} done={done} total={rowCount} detail={details[phase]} />
        <p className="mt-3 text-sm text-text-muted">{t("nothingSent")}</p>
      </div>
      {problem === null ? (
        <div className="flex justify-center">
          <Button onClick={props.onCancel}>{t("cancel")}</Button>
        </div>
      ) : (
        <StagingProblem {...props} problem={problem} />
      )}
    </div>
  );
}
