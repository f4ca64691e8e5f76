"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { CloseOutPlan } from "#lib/domain/views/close-out-view.ts";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { CloseOutReasons } from "./close-out-reasons.tsx";

export interface CloseOutDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Null while it is being fetched. */
  plan: CloseOutPlan | null;
  isBusy: boolean;
  /** `typedCount`: where the number had to be typed. */
  onMake: (typedCount: number | undefined) => void;
}

const formId = "close-out";

/** Whom a close-out would close, whom it would not touch, and why it is not offered, before it is made. */
export function CloseOutDialog({ isOpen, onOpenChange, plan, isBusy, onMake }: CloseOutDialogProps) {
  const t = useTranslations("portfolios.closeOut");
  const isOffered = plan !== null && plan.openId === null && plan.refusals.length === 0;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t("dialogTitle")}
      description={plan?.fileName}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          {isOffered ? (
            <Button type="submit" form={formId} variant="primary" isBusy={isBusy}>
              {t("make")}
            </Button>
          ) : null}
        </>
      }
    >
      {plan === null ? (
        <p role="status" className="flex items-center gap-2 text-text-muted">
          <Spinner />
          {t("dialogWait")}
        </p>
      ) : (
        <div className="flex flex-col gap-4">
          <CloseOutReasons plan={plan} />
          {/* Anew for another number: what was typed meant the one before. */}
          {isOffered ? <NumberForm key={plan.typed} plan={plan} onMake={onMake} /> : null}
        </div>
      )}
    </Dialog>
  );
}

function NumberForm({ plan: { typed }, onMake }: Pick<CloseOutDialogProps, "onMake"> & { plan: CloseOutPlan }) {
  const t = useTranslations("portfolios.closeOut");
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  // As people write thousands.
  const isRight = typed === null || text.replace(/[\s.,]/g, "") === String(typed);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (isRight) onMake(typed ?? undefined);
    else event.currentTarget.querySelector("input")?.focus();
  };

  return (
    <form id={formId} noValidate onSubmit={submit}>
      {typed === null ? null : (
        <Field
          label={t("typeLabel", { count: typed })}
          hint={t("typeHint")}
          error={isTried && !isRight ? t("typeWrong", { count: typed }) : null}
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            className="max-w-40"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      )}
    </form>
  );
}
