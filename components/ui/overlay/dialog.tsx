"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../class-names.ts";
import { onClosing } from "./closing-focus.ts";
import { useFocusReturn } from "./use-focus-return.ts";

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Buttons; the main one last. */
  footer?: ReactNode;
  width?: "sm" | "md" | "lg";
  /**
   * False for a dialog that must be answered: no close button, and Esc does nothing. It then replaces the
   * whole page (see globals.css).
   */
  isClosable?: boolean;
  children?: ReactNode;
}

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" } as const;

/** A question or a small form above the page: the focus is kept inside and returns afterwards, Esc closes. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  footer,
  width = "md",
  isClosable = true,
  children,
}: DialogProps) {
  const t = useTranslations("ui");
  const giveFocusBack = useFocusReturn(isOpen);
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay
          data-modal
          data-whole-page={isClosable ? undefined : ""}
          className="enter-fade fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-scrim p-4"
        >
          <Radix.Content
            {...(description === undefined ? { "aria-describedby": undefined } : {})}
            onCloseAutoFocus={onClosing(giveFocusBack)}
            className={classNames(
              "enter-overlay max-h-[calc(100dvh-2rem)] w-full overflow-y-auto rounded-lg border border-border bg-surface-raised shadow-overlay outline-none",
              widths[width],
            )}
          >
            <header className="flex items-start gap-4 px-6 pt-5 pb-3">
              <div className="min-w-0 flex-1">
                <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
                {description === undefined ? null : (
                  <Radix.Description asChild>
                    <div className="mt-1 text-text-muted">{description}</div>
                  </Radix.Description>
                )}
              </div>
              {isClosable ? (
                <Radix.Close
                  aria-label={t("close")}
                  className="touch-target -mr-2 flex size-8 items-center justify-center rounded-md text-text-muted hover:bg-surface-hover hover:text-text"
                >
                  <X aria-hidden className="size-4" />
                </Radix.Close>
              ) : null}
            </header>
            {children === undefined ? null : <div className="px-6 py-3">{children}</div>}
            {footer === undefined ? null : (
              <footer className="flex flex-wrap justify-end gap-2 px-6 pt-3 pb-5">{footer}</footer>
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
