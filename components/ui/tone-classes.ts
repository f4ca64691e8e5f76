export type Tone = "neutral" | "info" | "success" | "warning" | "error";

/** Text, background and border of a tone, kept together: each combination was chosen for its contrast. */
export const toneClasses: Readonly<Record<Tone, string>> = {
  neutral: "text-not-sent bg-not-sent-bg border-not-sent-border",
  info: "text-info bg-info-bg border-info-border",
  success: "text-success bg-success-bg border-success-border",
  warning: "text-warning bg-warning-bg border-warning-border",
  error: "text-error bg-error-bg border-error-border",
};
