"use client";

import { useFormatter } from "use-intl";

/** A count, with the separators of the language. */
export function NumberText({ value, className }: { value: number | bigint; className?: string }) {
  const format = useFormatter();
  return (
    <data value={String(value)} className={className}>
      {format.number(value)}
    </data>
  );
}
