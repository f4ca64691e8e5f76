import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

export interface SectionProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled box of a page. A table inside goes edge to edge in a `SectionBleed`. */
export function Section({ title, description, actions, className, children }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={classNames(
        "overflow-hidden rounded-lg border border-border bg-surface-raised print:overflow-visible",
        className,
      )}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2 print:break-after-avoid">
        <div className="min-w-0">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          {description === undefined ? null : <p className="text-sm text-text-muted">{description}</p>}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      <div className="px-4 pt-1 pb-4">{children}</div>
    </section>
  );
}

/** Lets a table touch the edges of its section. */
export function SectionBleed({ children }: { children: ReactNode }) {
  return <div className="-mx-4 -mb-4 border-t border-border">{children}</div>;
}

/** A plain box. */
export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={classNames("rounded-lg border border-border bg-surface-raised p-4", className)}>{children}</div>
  );
}

/** A box that a table fills to its edges. */
export function TableBox({ children }: { children: ReactNode }) {
  return (
    <div className="overflow-hidden rounded-lg border border-border bg-surface-raised print:overflow-visible">
      {children}
    </div>
  );
}
