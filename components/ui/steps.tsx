"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

/** The steps of an upload, in order. */
export const uploadSteps = ["drop", "map", "review", "send"] as const;
export type UploadStep = (typeof uploadSteps)[number];

export interface StepsProps {
  current: UploadStep;
  /** Makes the steps before the current one buttons. Absent: they are only shown. */
  onGoBack?: (step: UploadStep) => void;
}

/**
 * The current step of the upload among all steps. On a phone only the current one's name is shown, behind them all: so
 * none of them moves with the next step.
 */
export function Steps({ current, onGoBack }: StepsProps) {
  const t = useTranslations("ui");
  const currentIndex = uploadSteps.indexOf(current);
  return (
    <div className="flex items-center gap-2">
      <ol aria-label={t("steps")} className="flex items-center gap-2">
        {uploadSteps.map((step, index) => {
          const state = index < currentIndex ? "done" : index === currentIndex ? "current" : "ahead";
          const content = (
            <>
              <span
                aria-hidden
                className={classNames(
                  "flex size-5 items-center justify-center rounded-full border text-xs font-semibold tabular-nums",
                  state === "done" && "border-accent bg-accent-soft text-accent",
                  state === "current" && "border-accent bg-accent text-accent-contrast forced-chosen",
                  state === "ahead" && "border-border-strong text-text-muted",
                )}
              >
                {state === "done" ? <Check strokeWidth={3} className="size-3" /> : index + 1}
              </span>
              <span className={classNames("max-sm:sr-only", state === "current" ? "font-medium" : "text-text-muted")}>
                {t(`stepNames.${step}`)}
              </span>
              <VisuallyHidden>({t(`stepState.${state}`)})</VisuallyHidden>
            </>
          );
          return (
            <li key={step} aria-current={state === "current" ? "step" : undefined} className="flex items-center gap-2">
              {index === 0 ? null : (
                <span
                  aria-hidden
                  className={classNames("h-px w-4 sm:w-8", index <= currentIndex ? "bg-accent" : "bg-border-strong")}
                />
              )}
              {state === "done" && onGoBack !== undefined ? (
                <button
                  type="button"
                  onClick={() => onGoBack(step)}
                  className="touch-target flex items-center gap-2 rounded-md hover:underline"
                >
                  {content}
                </button>
              ) : (
                <span className="flex items-center gap-2">{content}</span>
              )}
            </li>
          );
        })}
      </ol>
      <span aria-hidden className="font-medium sm:hidden">
        {t(`stepNames.${current}`)}
      </span>
    </div>
  );
}
