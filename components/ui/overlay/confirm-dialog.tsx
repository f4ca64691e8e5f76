"use client";

import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../form/button.tsx";
import { onClosing } from "./closing-focus.ts";
import { useFocusReturn } from "./use-focus-return.ts";

export interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** A verb ("Cancelar la carga"), not "OK". */
  confirmLabel: string;
  cancelLabel?: string;
  tone?: "normal" | "danger";
  isBusy?: boolean;
  onConfirm: () => void;
  /** Once it is closed; gives the focus away where what opened it may be gone. */
  onClosed?: (() => void) | undefined;
}

/**
 * Asks before something that cannot be undone. The focus starts on "cancel", and returns to where it was, or where
 * `onClosed` gives it. The caller closes it.
 */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  children,
  confirmLabel,
  cancelLabel,
  tone = "normal",
  isBusy = false,
  onConfirm,
  onClosed,
}: ConfirmDialogProps) {
  const t = useTranslations("ui");
  const giveFocusBack = useFocusReturn(isOpen);
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay
          data-modal
          className="enter-fade fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-scrim p-4"
        >
          <Radix.Content
            onCloseAutoFocus={onClosing(onClosed ?? giveFocusBack)}
            className="enter-overlay w-full max-w-md rounded-lg border border-border bg-surface-raised p-6 shadow-overlay outline-none"
          >
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            <Radix.Description asChild>
              <div className="mt-2 text-text-muted">{children}</div>
            </Radix.Description>
            <footer className="mt-6 flex flex-wrap justify-end gap-2">
              <Radix.Cancel asChild>
                <Button>{cancelLabel ?? t("cancel")}</Button>
              </Radix.Cancel>
              <Button variant={tone === "danger" ? "danger" : "primary"} isBusy={isBusy} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </footer>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
