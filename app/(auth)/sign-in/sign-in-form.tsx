"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
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

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entries = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(null);
    const answer = await signInWithPassword(String(entries.get("email")), String(entries.get("password")));
    if (answer.code === "ok") {
      router.replace("/morning");
      router.refresh();
      return;
    }
    setBusy(false);
    setRefusal(answer);
    form.current?.querySelector<HTMLInputElement>("input[name=password]")?.select();
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
      <Field label={t("email")}>
        <Input name="email" type="email" autoComplete="username" autoFocus required />
      </Field>
      <Field label={t("password")}>
        <PasswordInput name="password" autoComplete="current-password" required />
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy} className="mt-2 justify-center">
        {t("submit")}
      </Button>
    </form>
  );
}
