import type { ReactNode } from "react";

/** What to do if there is nothing to show yet. `icon` is an element, so that server components can use it. */
export function EmptyState({
  icon,
  title,
  actions,
  children,
}: {
  icon: ReactNode;
  title: string;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-dashed border-border px-6 py-12 text-center">
      <span
        aria-hidden
        className="mb-4 flex size-12 items-center justify-center rounded-lg bg-accent-soft text-accent [&_svg]:size-6"
      >
        {icon}
      </span>
      <h2 className="text-lg font-semibold">{title}</h2>
      {children === undefined ? null : <div className="mt-1 max-w-prose text-text-muted">{children}</div>}
      {actions === undefined ? null : <div className="mt-6 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
