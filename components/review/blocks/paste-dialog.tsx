"use client";

import { useTranslations } from "use-intl";
import { ConfirmDialog } from "../../ui/overlay/confirm-dialog.tsx";
import type { AskedPaste } from "./use-blocks.ts";

export interface PasteDialogProps {
  asked: AskedPaste | null;
  headers: readonly string[];
  onConfirm: () => void;
  onDismiss: () => void;
}

/** Says in numbers what a paste does that loses something, or that goes where it is not sent, before it counts. */
export function PasteDialog({ asked, headers, onConfirm, onDismiss }: PasteDialogProps) {
  const t = useTranslations("review.blocks.paste");
  return (
    <ConfirmDialog
      isOpen={asked !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onDismiss();
      }}
      title={t("title")}
      confirmLabel={t("confirm", { count: asked?.changed ?? 0 })}
      onConfirm={onConfirm}
    >
      {asked === null ? null : <Effect asked={asked} headers={headers} />}
    </ConfirmDialog>
  );
}

function Effect({ asked, headers }: { asked: AskedPaste; headers: readonly string[] }) {
  const t = useTranslations("review.blocks.paste");
  const { rows, columns, cutRows, cutColumns, leftOut } = asked.effect;
  return (
    <ul className="grid list-disc gap-1.5 pl-4">
      <li>{t("size", { rows, columns, changed: asked.changed })}</li>
      {cutRows > 0 ? <li>{t("cutRows", { count: cutRows })}</li> : null}
      {cutColumns > 0 ? <li>{t("cutColumns", { count: cutColumns })}</li> : null}
      {leftOut.length > 0 ? (
        <li>
          {t("leftOut", {
            count: leftOut.length,
            cells: leftOut.length * rows,
            names: leftOut.map((column) => headers[column] ?? "").join(", "),
          })}
        </li>
      ) : null}
    </ul>
  );
}
