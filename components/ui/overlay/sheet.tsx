"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../class-names.ts";
import { onClosing } from "./closing-focus.ts";
import { useFocusReturn } from "./use-focus-return.ts";

export interface SheetProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  side?: "left" | "right";
  footer?: ReactNode;
  children: ReactNode;
}

/** A panel from the side of the window, for details and for the navigation of a phone. */
export function Sheet({ isOpen, onOpenChange, title, side = "right", footer, children }: SheetProps) {
  const t = useTranslations("ui");
  const giveFocusBack = useFocusReturn(isOpen);
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay data-modal className="enter-fade fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onClosing(giveFocusBack)}
          className={classNames(
            "fixed inset-y-0 z-40 flex w-[min(24rem,calc(100vw-3rem))] flex-col bg-surface-raised shadow-overlay outline-none",
            side === "left" ? "enter-left left-0 border-r" : "enter-right right-0 border-l",
          )}
        >
          <header className="flex h-14 shrink-0 items-center gap-2 border-b border-border px-4">
            <Radix.Title className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</Radix.Title>
            <Radix.Close
              aria-label={t("close")}
              className="touch-target -mr-2 flex size-8 items-center justify-center rounded-md text-text-muted hover:bg-surface-hover hover:text-text"
            >
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          {footer === undefined ? null : (
            <footer className="flex justify-end gap-2 border-t border-border p-4">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
