"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { NewPasswordField } from "#components/account/new-password-field.tsx";
import type { AccountRefusal } from "#components/account/password-form.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { Field } from "#components/ui/form/field.tsx";
import { Input } from "#components/ui/form/input.tsx";
import { waitIn } from "#lib/i18n/wait-in.ts";
import { signInWithPassword } from "#lib/server/session-client.ts";
import { asSignedIn } from "../../(portal)/session-requests.ts";
import { makeFirstAdminAction } from "../actions.ts";

/** Makes the first admin, and signs them in. */
export function FirstRunForm() {
  const t = useTranslations("account.firstRun");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AccountRefusal | null>(null);

  useEffect(() => {
    if (refusal !== null) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusal]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const of = (name: string) => String(typed.get(name));
    const person = { code: of("code"), name: of("name"), email: of("email"), password: of("password") };
    setBusy(true);
    setRefusal(null);
    const answer = await asSignedIn(() => makeFirstAdminAction(person));
    if (answer.ok) {
      const { code } = await signInWithPassword(person.email, person.password);
      router.replace(code === "ok" ? "/morning" : "/sign-in");
      router.refresh();
      return;
    }
    setBusy(false);
    setRefusal(answer);
  };

  const { code = "", params = {} } = refusal ?? {};
  const fields = Array.isArray(params.fields) ? params.fields : [];
  const isAboutFields = fields.length > 0 || code === "code_wrong";
  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {refusal === null || isAboutFields ? null : (
        <Callout tone="error" role="alert" title={t(code === "throttled" ? "throttled" : "failed")}>
          {code === "throttled" ? t("wait", waitIn(Number(params.retryAfterSeconds ?? 0))) : undefined}
        </Callout>
      )}
      <Field
        label={t("code")}
        hint={t("codeHint")}
        error={code === "code_wrong" ? t("codeWrong") : fields.includes("code") ? t("missing") : undefined}
      >
        <Input
          name="code"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          className="font-mono"
        />
      </Field>
      <Field label={t("name")} error={fields.includes("name") ? t("missing") : undefined}>
        <Input name="name" autoComplete="name" required />
      </Field>
      <Field label={t("email")} error={fields.includes("email") ? t("notAnEmail") : undefined}>
        <Input name="email" type="email" autoComplete="username" required />
      </Field>
      <NewPasswordField params={params} />
      <Button type="submit" variant="primary" isBusy={isBusy} className="mt-2 justify-center">
        {t("submit")}
      </Button>
    </form>
  );
}
