"use client";

import type { ComponentProps } from "react";
import { Spinner } from "../spinner.tsx";
import { type ButtonSize, type ButtonVariant, buttonClasses } from "./button-classes.ts";

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Unlike `disabled`, it keeps the focus: for a button that may lose its use while it has it. */
  "aria-disabled"?: boolean;
  /** Keeps its width and its focus and ignores clicks; a spinner covers the label. */
  isBusy?: boolean;
}

/** `type` defaults to "button"; a form's button needs "submit". */
export function Button({
  variant,
  size,
  isBusy = false,
  className,
  children,
  onClick,
  type = "button",
  "aria-disabled": isUseless = false,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={isBusy ? "button" : type}
      className={buttonClasses(variant, size, className)}
      aria-disabled={isBusy || isUseless || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy || isUseless ? undefined : onClick}
    >
      <span className={isBusy ? "inline-flex items-center gap-2 opacity-0" : "inline-flex items-center gap-2"}>
        {children}
      </span>
      {isBusy ? <Spinner className="absolute inset-0 justify-center" /> : null}
    </button>
  );
}
