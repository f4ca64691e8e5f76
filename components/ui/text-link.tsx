import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

/** A link inside text or a table. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={classNames(
        "rounded-sm font-medium text-accent underline decoration-transparent underline-offset-2 hover:decoration-current",
        className,
      )}
    />
  );
}
