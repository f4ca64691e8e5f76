"use client";

import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { classNames } from "./class-names.ts";
import { Button } from "./form/button.tsx";

export interface FoldedFiltersProps {
  /** Of the line into which they fold. */
  label: string;
  /** Always shown, beside that line or the filters. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A page's filters, which fold into one line on a phone. */
export function FoldedFilters({ label, beside, children }: FoldedFiltersProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mb-4 flex flex-wrap items-start gap-2 print:hidden">
      <Button
        className="grow sm:hidden"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen((before) => !before)}
      >
        <SlidersHorizontal aria-hidden />
        {label}
      </Button>
      <div
        id={id}
        className={classNames("min-w-0 flex-1 max-sm:order-last max-sm:basis-full", !isOpen && "max-sm:hidden")}
      >
        {children}
      </div>
      {beside}
    </div>
  );
}
