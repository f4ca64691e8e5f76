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
import {
  type SignInAnswer,
  type SignInRefusalCode,
  signInAfterProvider,
  signInWithPassword,
} from "#lib/server/session-client.ts";

export interface SignInFormProps {
  /** What the portal asks for after the provider's answer, and the account that is to be linked; null: there is none. */
  answered: { proof: "password" | "code"; email: string } | null;
}

/** Signs in with a password and, where the account has a second factor, a code; or adds them to the provider's word. */
export function SignInForm({ answered }: SignInFormProps) {
  const t = useTranslations("auth");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<SignInAnswer | null>(null);
  // The password was right: what was typed waits for a code.
  const [proven, setProven] = useState<Partial<Record<"email" | "password", string>> | null>(
    answered?.proof === "code" ? {} : null,
  );

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entries = new FormData(event.currentTarget);
    const typed = proven ?? { email: String(entries.get("email")), password: String(entries.get("password")) };
    setBusy(true);
    setRefusal(null);
    const code = proven === null ? undefined : String(entries.get("code"));
    const { email = "", password = "" } = typed;
    const answer =
      answered === null
        ? await signInWithPassword(email, password, code)
        : await signInAfterProvider({
            ...(password === "" ? {} : { password }),
            ...(code === undefined ? {} : { code }),
          });
    if (answer.code === "ok") {
      router.replace("/morning");
      router.refresh();
      return;
    }
    setBusy(false);
    if (answer.code === "code_needed" || answer.code === "code_wrong") setProven(typed);
    else if (answer.code === "credentials_wrong" && answered?.proof !== "code") setProven(null);
    setRefusal(answer.code === "code_needed" ? null : answer);
    form.current?.querySelector<HTMLInputElement>("input[name=password], input[name=code]")?.select();
  };

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {refusal === null || refusal.code === "ok" ? null : (
        <RefusedCallout code={refusal.code} seconds={refusal.seconds} isLinking={answered?.proof === "password"} />
      )}
      {proven === null ? (
        <>
          {answered === null ? (
            <Field label={t("email")}>
              <Input name="email" type="email" autoComplete="username" autoFocus required />
            </Field>
          ) : (
            <input type="hidden" name="email" autoComplete="username" value={answered.email} readOnly />
          )}
          <Field label={t("password")}>
            <PasswordInput name="password" autoComplete="current-password" autoFocus={answered !== null} required />
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

interface RefusedCalloutProps {
  code: SignInRefusalCode;
  seconds: number;
  /** The password was asked for to link an account. */
  isLinking: boolean;
}

function RefusedCallout({ code, seconds, isLinking }: RefusedCalloutProps) {
  const t = useTranslations("auth");
  const words = isLinking && code === "credentials_wrong" ? "provider.step.wrong" : (`refusals.${code}` as const);
  return (
    <Callout tone={code === "unexpected" ? "warning" : "error"} role="alert" title={t(`${words}.title`)}>
      {t(`${words}.text`, waitIn(seconds))}
    </Callout>
  );
}
