"use client";

import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { waitIn } from "#lib/i18n/wait-in.ts";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { PasswordInput } from "../ui/form/password-input.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";
import { CodeField } from "./code-field.tsx";
import type { ShellUser } from "./shell-session.ts";

/** Why signing in failed, and after how many seconds another try makes sense. */
export interface SignInRefusal {
  readonly code: "credentials_wrong" | "code_needed" | "code_wrong" | "throttled" | "answer_over" | "unexpected";
  readonly seconds: number;
}

export interface SessionDialogProps {
  /** `ended`: nobody is signed in any more. `taken`: somebody else is. */
  kind: "ended" | "taken";
  user: ShellUser;
  /** Whether something that was pressed is done once its user has signed in. */
  hasWaiting: boolean;
  /** null: signed in. */
  onSignIn: (password: string, code?: string) => Promise<SignInRefusal | null>;
  onLeave: () => void;
}

/** The page's session is over: only its user can sign in here again, and then goes on. */
export function SessionDialog({ kind, user, hasWaiting, onSignIn, onLeave }: SessionDialogProps) {
  const t = useTranslations("shell.sessionOver");
  const auth = useTranslations("auth");
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null);
  const [needsCode, setNeedsCode] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const code = typed.get("code");
    setBusy(true);
    setRefusal(null);
    const refused = await onSignIn(String(typed.get("password")), ...(code === null ? [] : [String(code)]));
    const asksForCode = refused?.code === "code_needed" && !needsCode;
    setNeedsCode(needsCode || asksForCode);
    setRefusal(asksForCode ? null : refused);
    setBusy(false);
    const wrong = refused?.code === "code_wrong" ? "code" : "password";
    if (!asksForCode) form.current?.querySelector<HTMLInputElement>(`input[name=${wrong}]`)?.select();
  };

  return (
    <Dialog
      isOpen
      isClosable={false}
      onOpenChange={() => undefined}
      width="sm"
      title={t(`${kind}.title`)}
      description={t(`${kind}.text`, { name: user.name })}
    >
      <form ref={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pb-2">
        {hasWaiting ? <Callout role="status">{t("waiting")}</Callout> : null}
        {refusal === null ? null : (
          <Callout
            tone={refusal.code === "unexpected" ? "warning" : "error"}
            role="alert"
            // The email cannot be changed here.
            title={refusal.code === "credentials_wrong" ? t("wrong.title") : auth(`refusals.${refusal.code}.title`)}
          >
            {refusal.code === "credentials_wrong"
              ? t("wrong.text")
              : auth(`refusals.${refusal.code}.text`, waitIn(refusal.seconds))}
          </Callout>
        )}
        <Field label={auth("email")}>
          <Input name="email" type="email" autoComplete="username" value={user.email} readOnly />
        </Field>
        <Field label={auth("password")}>
          <PasswordInput name="password" autoComplete="current-password" autoFocus required />
        </Field>
        {needsCode ? <CodeField /> : null}
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={onLeave}>{t(`${kind}.leave`)}</Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {t("goOn")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
