"use client";

import type { ReactNode } from "react";
import { useFormatter } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Progress } from "../ui/progress.tsx";

export interface WaitingStepProps {
  label: string;
  /** A share from 0 to 1. */
  share: number;
  detail?: ReactNode;
  cancelLabel: string;
  onCancel: () => void;
  /** Something to look at meanwhile. */
  children?: ReactNode;
}

/** Work in this browser that takes a moment and can be cancelled. */
export function WaitingStep({ label, share, detail, cancelLabel, onCancel, children }: WaitingStepProps) {
  const format = useFormatter();
  return (
    <div className="flex flex-col overflow-hidden rounded-lg border border-border bg-surface-raised">
      <div className="mx-auto flex min-h-72 w-full max-w-xl flex-col justify-center px-6 py-10">
        <Progress
          label={label}
          done={share}
          total={1}
          detail={format.number(Math.floor(share * 100) / 100, { style: "percent" })}
        />
        {detail === undefined ? null : <p className="mt-3 text-sm text-text-muted">{detail}</p>}
        <div className="mt-6 flex justify-center">
          <Button onClick={onCancel}>{cancelLabel}</Button>
        </div>
      </div>
      {children}
    </div>
  );
}
