import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface TableProps {
  /** What the rows are; for screen readers unless `isCaptionShown`. */
  caption: ReactNode;
  isCaptionShown?: boolean;
  /** It has no link or button, so to be scrolled by key it takes the focus itself. */
  isFocusable?: boolean;
  className?: string;
  children: ReactNode;
}

/**
 * A plain table of up to some hundred rows, with low rows and a head that stays in view. It scrolls sideways
 * within itself. With `label` on its cells, rows become cards on a phone.
 */
export function Table({ caption, isCaptionShown = false, isFocusable = false, className, children }: TableProps) {
  return (
    <div
      {...(isFocusable ? { tabIndex: 0 } : {})}
      className={classNames(
        // Relative, or positioned texts for screen readers would widen the page by the columns out of view.
        "relative overflow-x-auto focus-visible:-outline-offset-2 print:overflow-visible",
        className,
      )}
    >
      <table className="w-full border-collapse text-left max-sm:block">
        <caption className={isCaptionShown ? "px-4 py-2 text-left text-sm text-text-muted max-sm:block" : "sr-only"}>
          {caption}
        </caption>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10 bg-surface-raised max-sm:sr-only print:static">
      <tr>{children}</tr>
    </thead>
  );
}

export function TableBody({ children }: { children: ReactNode }) {
  return <tbody className="divide-y divide-border max-sm:block">{children}</tbody>;
}

export function TableRow({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <tr
      className={classNames(
        "hover:bg-surface-hover max-sm:block max-sm:px-4 max-sm:py-2 print:break-inside-avoid",
        className,
      )}
    >
      {children}
    </tr>
  );
}

const alignments = { start: "text-left", end: "text-right", center: "text-center" } as const;

/** The header of a column. */
export function TableHeader({
  align = "start",
  className,
  ...rest
}: Omit<ComponentProps<"th">, "align"> & { align?: keyof typeof alignments }) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "h-9 whitespace-nowrap border-b border-border px-4 text-xs font-medium text-text-muted print:px-2",
        alignments[align],
        className,
      )}
    />
  );
}

export interface TableCellProps extends Omit<ComponentProps<"td">, "align"> {
  align?: keyof typeof alignments;
  /** The column's name, shown beside the value on a phone. */
  label?: string;
  /** This cell names its row. */
  isRowHeader?: boolean;
}

export function TableCell({
  align = "start",
  label,
  isRowHeader = false,
  className,
  children,
  ...rest
}: TableCellProps) {
  const Tag = isRowHeader ? "th" : "td";
  return (
    <Tag
      {...rest}
      {...(isRowHeader ? { scope: "row" } : {})}
      className={classNames(
        "h-10 px-4 py-1.5 print:px-2 print:text-xs max-sm:flex max-sm:h-auto max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-1",
        isRowHeader ? "font-medium" : "font-normal",
        alignments[align],
        className,
      )}
    >
      {label === undefined ? null : (
        <span aria-hidden className="shrink-0 font-sans text-sm font-normal text-text-muted sm:hidden">
          {label}
        </span>
      )}
      {label === undefined ? children : <span className="min-w-0 max-sm:text-right">{children}</span>}
    </Tag>
  );
}
