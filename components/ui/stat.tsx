import type { ReactNode } from "react";

export interface StatProps {
  label: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  /** A second line, such as the money of the same group. */
  detail?: ReactNode;
}

/** One figure with its name. Several go into a `StatRow`. */
export function Stat({ label, value, unit, detail }: StatProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 px-3 py-3 sm:px-4">
      <dt className="flex items-center gap-2 text-sm text-text-muted">{label}</dt>
      <dd className="min-w-0">
        <span className="text-xl font-semibold tabular-nums">{value}</span>
        {unit === undefined ? null : <span className="ml-1 text-sm text-text-muted">{unit}</span>}
        {detail === undefined ? null : <span className="block text-sm text-text-muted tabular-nums">{detail}</span>}
      </dd>
    </div>
  );
}

/** Figures side by side in one box with lines between them; two in a row on a phone. */
export function StatRow({ children }: { children: ReactNode }) {
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-border bg-border [&>*]:grow [&>*]:basis-42 [&>*]:bg-surface-raised">
      {children}
    </dl>
  );
}
