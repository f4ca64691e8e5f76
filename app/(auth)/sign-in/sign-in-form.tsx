"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { CodeField } from "#components/shell/code-field.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { Field } from "#components/ui/form/field.tsx";
import { Input } from "#components/ui/form/input.tsx";
import { PasswordInput } from "#components/ui/form/password-input.tsx";
import { waitIn } from "#lib/i18n/wait-in.ts";
import { type SignInAnswer, signInWithPassword } from "#lib/server/session-client.ts";

export function SignInForm() {
  const t = useTranslations("auth");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<SignInAnswer | null>(null);
  // The password was right: what was typed waits for a code.
  const [proven, setProven] = useState<{ email: string; password: string } | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entries = new FormData(event.currentTarget);
    const typed = proven ?? { email: String(entries.get("email")), password: String(entries.get("password")) };
    setBusy(true);
    setRefusal(null);
    const code = proven === null ? undefined : String(entries.get("code"));
    const answer = await signInWithPassword(typed.email, typed.password, code);
    if (answer.code === "ok") {
      router.replace("/morning");
      router.refresh();
      return;
    }
    setBusy(false);
    if (answer.code === "code_needed" || answer.code === "code_wrong") setProven(typed);
    else if (answer.code === "credentials_wrong") setProven(null);
    setRefusal(answer.code === "code_needed" ? null : answer);
    form.current?.querySelector<HTMLInputElement>("input[name=password], input[name=code]")?.select();
  };

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {refusal === null || refusal.code === "ok" ? null : (
        <Callout
          tone={refusal.code === "unexpected" ? "warning" : "error"}
          role="alert"
          title={t(`refusals.${refusal.code}.title`)}
        >
          {t(`refusals.${refusal.code}.text`, waitIn(refusal.seconds))}
        </Callout>
      )}
      {proven === null ? (
        <>
          <Field label={t("email")}>
            <Input name="email" type="email" autoComplete="username" autoFocus required />
          </Field>
          <Field label={t("password")}>
            <PasswordInput name="password" autoComplete="current-password" required />
          </Field>
        </>
      ) : (
        <CodeField />
      )}
      <Button type="submit" variant="primary" isBusy={isBusy} className="mt-2 justify-center">
        {t("submit")}
      </Button>
    </form>
  );
}
