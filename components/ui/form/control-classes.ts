/** The height of a one-line control; on a touch screen that of a fingertip. */
export const controlHeight = "h-8 pointer-coarse:h-10";

/** The box of every control for text or a choice. */
export const controlClasses =
  "w-full rounded-md border border-border-strong bg-surface-raised px-2.5 text-base text-text transition-colors placeholder:text-text-muted " +
  "hover:border-text-muted focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-error " +
  "disabled:cursor-not-allowed disabled:bg-surface-sunken disabled:text-text-muted [&[readonly]]:bg-surface-sunken";
