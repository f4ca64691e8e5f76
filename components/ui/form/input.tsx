"use client";

import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";
import { controlClasses, controlHeight } from "./control-classes.ts";
import { useFieldAttributes } from "./field-context.ts";

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      type="text"
      {...useFieldAttributes()}
      {...rest}
      className={classNames(controlClasses, controlHeight, className)}
    />
  );
}
