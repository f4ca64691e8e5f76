"use client";

import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";
import { controlClasses } from "./control-classes.ts";
import { useFieldAttributes } from "./field-context.ts";

/** Several lines of text. */
export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...useFieldAttributes()}
      rows={rows}
      {...rest}
      className={classNames(controlClasses, "py-1.5", className)}
    />
  );
}
