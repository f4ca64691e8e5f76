import { Layers } from "lucide-react";

/** The portal's logo and name. */
export function Brand({ name }: { name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2 font-semibold">
      <span
        aria-hidden
        className="flex size-7 shrink-0 items-center justify-center rounded-md bg-accent text-accent-contrast"
      >
        <Layers className="size-4" />
      </span>
      <span className="truncate">{name}</span>
    </span>
  );
}
