"use client";

import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Proof } from "#lib/domain/access/proof.ts";
import { waitIn } from "#lib/i18n/wait-in.ts";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { PasswordInput } from "../ui/form/password-input.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";
import { CodeField } from "./code-field.tsx";

/** Why a proof was not taken, and after how many seconds another makes sense. */
export interface ProofRefusal {
  readonly code: string;
  readonly seconds: number;
}

export interface ReauthenticationDialogProps {
  proof: Proof;
  /** null: it was taken. */
  onProve: (typed: { password?: string; code?: string }) => Promise<ProofRefusal | null>;
  /** Opens the provider in a window of its own. */
  onProvider?: () => void;
  onCancel: () => void;
  /** What will be done with the proof, where that is known; else it is whatever was refused without one. */
  purpose?: { title: string; text: string; confirmLabel: string; tone?: "primary" | "danger" };
}

const refusals = ["credentials_wrong", "code_wrong", "throttled"] as const;

/** Tokens, users and servers are changed only by who has just proven that it is still them at the keyboard. */
export function ReauthenticationDialog({ proof, onProve, onProvider, onCancel, purpose }: ReauthenticationDialogProps) {
  const t = useTranslations("shell.reauthentication");
  const {
    title,
    text,
    confirmLabel,
    tone = "primary",
  } = purpose ?? {
    title: t("title"),
    text: t(`texts.${proof}`),
    confirmLabel: t(proof === "provider" ? "toProvider" : "goOn"),
  };
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ProofRefusal | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (proof === "provider") return onProvider?.();
    const typed = String(new FormData(event.currentTarget).get(proof));
    setBusy(true);
    setRefusal(null);
    const refused = await onProve({ [proof]: typed });
    // Proven: the dialog is gone.
    if (refused === null) return;
    setRefusal(refused);
    setBusy(false);
    form.current?.querySelector<HTMLInputElement>(`input[name=${proof}]`)?.select();
  };
  const code = refusals.find((known) => known === refusal?.code) ?? "unexpected";

  return (
    <Dialog isOpen onOpenChange={onCancel} width="sm" title={title} description={text}>
      <form ref={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pb-2">
        {refusal === null ? null : (
          <Callout tone={code === "unexpected" ? "warning" : "error"} role="alert" title={t(`refusals.${code}`)}>
            {code === "throttled" ? t("wait", waitIn(refusal.seconds)) : undefined}
          </Callout>
        )}
        {proof === "password" ? (
          <Field label={t("password")}>
            <PasswordInput name="password" autoComplete="current-password" autoFocus required />
          </Field>
        ) : null}
        {proof === "code" ? <CodeField /> : null}
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={onCancel}>{t("cancel")}</Button>
          <Button type="submit" variant={tone} isBusy={isBusy}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
