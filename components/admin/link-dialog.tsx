"use client";

import { useTranslations } from "use-intl";
import type { DeliveredLink } from "#lib/domain/views/link-view.ts";
import { Button } from "../ui/form/button.tsx";
import { CopyButton } from "../ui/form/copy-button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";

export interface LinkDialogProps {
  delivered: DeliveredLink;
  email: string;
  onClose: () => void;
}

/** A link that no mail took: shown this once, for the admin to pass on. */
export function LinkDialog({ delivered: { kind, link, hours }, email, onClose }: LinkDialogProps) {
  const t = useTranslations("admin.links");
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t(`titles.${kind}`)}
      description={t("text", { email, hours })}
      footer={
        <>
          <CopyButton text={link ?? ""} label={t("copy")} />
          <Button variant="primary" onClick={onClose}>
            {t("done")}
          </Button>
        </>
      }
    >
      <Field label={t("link")} hint={t("once")}>
        <Input value={link ?? ""} readOnly onFocus={(event) => event.target.select()} className="font-mono text-sm" />
      </Field>
    </Dialog>
  );
}
