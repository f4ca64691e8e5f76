"use client";

import { Toaster as Sonner, toast as sonner } from "sonner";
import { useTranslations } from "use-intl";

/** The place where toasts appear; once, in the root layout. */
export function Toaster() {
  const t = useTranslations("ui");
  return (
    <Sonner
      // Above the footer with a page's main button, which a toast would otherwise cover for as long as it is shown.
      position="bottom-center"
      offset={{ bottom: "5rem" }}
      mobileOffset={{ bottom: "7.5rem" }}
      containerAriaLabel={t("notifications")}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "!font-sans flex w-full items-start gap-2 rounded-md border border-border bg-surface-raised px-3 py-2.5 text-base text-text shadow-overlay",
          icon: "mt-0.5 shrink-0 text-text-muted",
          success: "[&_[data-icon]]:text-success",
          error: "[&_[data-icon]]:text-error",
          description: "text-sm text-text-muted",
          actionButton: "ml-auto shrink-0 font-medium text-accent hover:underline",
        },
      }}
    />
  );
}

export type ToastId = string | number;

export interface ToastOptions {
  description?: string;
  action?: { label: string; onClick: () => void };
}

/** Reports briefly that something was done. What has to be read or acted upon belongs on the page (`Callout`). */
export function showToast(tone: "success" | "error", message: string, options: ToastOptions = {}): ToastId {
  return sonner[tone](message, options);
}

/** Takes a toast away before its time. */
export function dismissToast(toast: ToastId): void {
  sonner.dismiss(toast);
}
