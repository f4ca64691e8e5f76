"use client";

import type { ReactNode } from "react";
import { useFormatter } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Progress } from "../ui/progress.tsx";

export interface WaitingStepProps {
  label: string;
  /** A share from 0 to 1. */
  share: number;
  detail?: ReactNode;
  cancelLabel: string;
  onCancel: () => void;
}

/** Something in this browser takes a moment; it can be given up. */
export function WaitingStep({ label, share, detail, cancelLabel, onCancel }: WaitingStepProps) {
  const format = useFormatter();
  return (
    <div className="flex min-h-72 flex-col justify-center gap-6 rounded-lg border border-border bg-surface-raised px-6 py-10">
      <div className="mx-auto w-full max-w-xl">
        <Progress
          label={label}
          done={share}
          total={1}
          detail={format.number(Math.floor(share * 100) / 100, { style: "percent" })}
        />
        {detail === undefined ? null : <p className="mt-3 text-sm text-text-muted">{detail}</p>}
      </div>
      <div className="flex justify-center">
        <Button onClick={onCancel}>{cancelLabel}</Button>
      </div>
    </div>
  );
}
