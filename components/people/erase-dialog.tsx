"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import { readIdentification } from "#lib/domain/person/read-identification.ts";
import type { ErasurePlan } from "#lib/domain/views/person-view.ts";
import { Button } from "../ui/form/button.tsx";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";

export interface EraseDialogProps {
  plan: ErasurePlan;
  isBusy: boolean;
  onClose: () => void;
  onErase: (keepsHold: boolean) => void;
}

/** Asks for the number once more, in any form, before a person is erased, and whether the hold stays. */
export function EraseDialog({ plan, isBusy, onClose, onErase }: EraseDialogProps) {
  const t = useTranslations("people");
  const form = useId();
  const [typed, setTyped] = useState("");
  const [keepsHold, setKeepsHold] = useState(plan.holds > 0);
  const [isTried, setTried] = useState(false);
  const isSame = readIdentification(typed, plan.country)?.key === holdKey(plan.identification, plan.country);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (isSame) onErase(keepsHold);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("eraseTitle", { identification: plan.identification })}
      description={t("eraseText")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form={form} variant="danger" isBusy={isBusy}>
            {t("erase")}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {plan.holds === 0 ? null : (
          <Checkbox label={t("keepsHold")} checked={keepsHold} onCheckedChange={setKeepsHold} />
        )}
        <Field label={t("again")} error={isTried && !isSame ? t("differs") : null}>
          <Input value={typed} autoComplete="off" autoFocus onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
