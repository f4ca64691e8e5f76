"use client";

import { useEffect } from "react";
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
  // A browser may keep a page that is left as it is, and show it again to who goes back.
  useEffect(() => {
    window.addEventListener("pagehide", onClose);
    return () => window.removeEventListener("pagehide", onClose);
  }, [onClose]);
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
