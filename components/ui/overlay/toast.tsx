"use client";

import type { CSSProperties } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { useTranslations } from "use-intl";
import { useMedia } from "../use-media.ts";

/** As `lg` in the classes: the navigation is beside the page. */
const hasSide = "(width >= 64rem)";

/** The navigation's 15 rem without its margins. */
const sideWidth: CSSProperties & Record<"--width", string> = { "--width": "13.5rem" };

/**
 * The place where toasts appear; once, in the root layout. They cover nothing that people work with: they come
 * between the navigation and the user's menu, or in a narrow window over the brand, between the two buttons of the
 * header.
 */
export function Toaster() {
  const t = useTranslations("ui");
  const isBeside = useMedia(hasSide);
  return (
    <Sonner
      position={isBeside ? "bottom-left" : "top-center"}
      offset={isBeside ? { bottom: "5rem", left: "0.75rem" } : { top: "0.25rem" }}
      mobileOffset={{ top: "0.25rem", left: "3.75rem", right: "3.75rem" }}
      style={isBeside ? sideWidth : {}}
      containerAriaLabel={t("notifications")}
      toastOptions={{
        unstyled: true,
        classNames: {
          // Behind a newer one and as high as that, a toast shows no text.
          toast:
            "!font-sans flex w-full items-start gap-2 rounded-md border border-border bg-surface-raised px-3 py-1 text-sm text-text shadow-overlay lg:flex-wrap lg:py-2.5 lg:text-base *:transition-opacity [&[data-front=false][data-expanded=false]>*]:opacity-0",
          // Beside the page, the button gets a line of its own.
          content: "min-w-0 flex-1 lg:basis-36",
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
