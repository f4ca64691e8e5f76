"use client";

import type { ReactNode } from "react";
import { classNames } from "../class-names.ts";
import { Tooltip } from "../overlay/tooltip.tsx";
import { Button, type ButtonProps } from "./button.tsx";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "aria-label"> {
  /** What it does; read out, and shown on hover and focus. */
  label: string;
  children: ReactNode;
}

/** A square button with one icon. */
export function IconButton({ label, children, variant = "ghost", size = "md", className, ...rest }: IconButtonProps) {
  const square = size === "sm" ? "w-7 px-0" : size === "lg" ? "w-10 px-0" : "w-8 px-0 pointer-coarse:w-10";
  return (
    <Tooltip text={label}>
      <Button
        {...rest}
        variant={variant}
        size={size}
        aria-label={label}
        className={classNames(square, "!px-0", className)}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
