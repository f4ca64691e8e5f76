import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { type Tone, toneClasses } from "./tone-classes.ts";

/** A short label for something. An icon child makes it readable without colour. */
export function Badge({
  tone = "neutral",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        "inline-flex h-6 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs font-medium tabular-nums [&_svg]:size-3.5 [&_svg]:shrink-0",
        toneClasses[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
