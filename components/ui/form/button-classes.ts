import { classNames } from "../class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const base =
  "touch-target inline-flex items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium select-none transition-colors " +
  "disabled:cursor-not-allowed disabled:opacity-50 print:hidden aria-disabled:cursor-not-allowed [&[aria-disabled]:not([aria-busy])]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary: "border-transparent bg-accent text-accent-contrast hover:bg-accent-hover",
  secondary: "border-border bg-surface-raised text-text hover:bg-surface-hover hover:border-border-strong",
  ghost: "border-transparent bg-transparent text-text hover:bg-surface-hover",
  danger: "border-transparent bg-danger text-danger-contrast hover:bg-danger-hover",
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  sm: "h-7 px-2.5 text-sm",
  md: "h-8 px-3 text-base pointer-coarse:h-10",
  lg: "h-10 px-4 text-base",
};

/** For a ghost button within text: aligns its label, not its edge, with the text. */
export const alignedWithText = "-mx-[7px] !px-1.5";

/** The classes of a button, for elements that look like one but are no `button`. */
export function buttonClasses(
  variant: ButtonVariant = "secondary",
  size: ButtonSize = "md",
  className?: string,
): string {
  return classNames(base, variants[variant], sizes[size], className);
}
