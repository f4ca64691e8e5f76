import { classNames } from "./class-names.ts";

/** Holds the place of what is still coming; give it the size of the thing. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames("block animate-pulse rounded-sm bg-surface-hover", className)} />;
}
