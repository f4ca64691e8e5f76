"use client";

import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { waitIn } from "#lib/i18n/wait-in.ts";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { PasswordInput } from "../ui/form/password-input.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { passwordProblemIn } from "./password-problem.ts";

/** Why an account's form was refused. */
export interface AccountRefusal {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface PasswordFormProps {
  email: string;
  /** null: changed. */
  onChange: (typed: { current: string; password: string }) => Promise<AccountRefusal | null>;
}

/** Changes one's own password. */
export function PasswordForm({ email, onChange }: PasswordFormProps) {
  const t = useTranslations("account.password");
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AccountRefusal | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(null);
    const refused = await onChange({ current: String(typed.get("current")), password: String(typed.get("password")) });
    setBusy(false);
    setRefusal(refused);
    if (refused === null) form.current?.reset();
    else
      form.current
        ?.querySelector<HTMLInputElement>(isAboutNew(refused) ? "[name=password]" : "[name=current]")
        ?.select();
  };
  const { code = "", params = {} } = refusal ?? {};

  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="flex max-w-sm flex-col gap-4">
      {refusal === null || isAboutNew(refusal) || code === "credentials_wrong" ? null : (
        <Callout tone="error" role="alert" title={t(code === "throttled" ? "throttled" : "failed")}>
          {code === "throttled" ? t("wait", waitIn(Number(params.retryAfterSeconds ?? 0))) : undefined}
        </Callout>
      )}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field label={t("current")} error={code === "credentials_wrong" ? t("wrong") : undefined}>
        <PasswordInput name="current" autoComplete="current-password" required />
      </Field>
      <NewPasswordField params={params} />
      <Button type="submit" isBusy={isBusy} className="self-start">
        {t("change")}
      </Button>
    </form>
  );
}

function isAboutNew({ params }: AccountRefusal): boolean {
  return passwordProblemIn(params) !== null;
}
