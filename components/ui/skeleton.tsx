import { classNames } from "./class-names.ts";

/** A placeholder for content that is still loading; give it the size of the content. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames("block animate-pulse rounded-sm bg-surface-hover", className)} />;
}
