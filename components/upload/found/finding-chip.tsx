"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { classNames } from "../../ui/class-names.ts";
import { Popover } from "../../ui/overlay/popover.tsx";

export interface FindingChipProps {
  name: string;
  value: string;
  /** The evidence for it. */
  evidence: string;
  isDoubtful: boolean;
  /** The control that changes it; it calls `close` to close the panel. */
  children: (close: () => void) => ReactNode;
}

/** One finding about the file: its value at a glance, and on a click its evidence and a way to change it. */
export function FindingChip({ name, value, evidence, isDoubtful, children }: FindingChipProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={name}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={classNames(
            "inline-flex h-8 max-w-full pointer-coarse:h-10 items-center gap-1.5 rounded-md border px-2.5 text-sm hover:bg-surface-hover",
            isDoubtful ? "border-warning-border bg-warning-bg text-warning" : "border-border bg-surface-raised",
          )}
        >
          <span className="text-text-muted">{name}</span>
          <span className="truncate font-medium">{value}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-text-muted" />
        </button>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-sm text-text-muted">{evidence}</p>
        {children(() => setOpen(false))}
      </div>
    </Popover>
  );
}
