import { LoaderCircle } from "lucide-react";
import { classNames } from "./class-names.ts";

/** Turns while work is under way; invisible for the first 300 ms so that quick work does not flicker. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span
      role={label === undefined ? undefined : "status"}
      className={classNames("appear-late inline-flex items-center gap-2", className)}
    >
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      {label === undefined ? null : <span>{label}</span>}
    </span>
  );
}
