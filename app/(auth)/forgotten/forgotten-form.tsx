"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { Field } from "#components/ui/form/field.tsx";
import { Input } from "#components/ui/form/input.tsx";
import { waitIn } from "#lib/i18n/wait-in.ts";
import { asSignedIn } from "../../(portal)/session-requests.ts";
import { askResetAction } from "../actions.ts";

/** Asks for a link to set a new password. What it answers says nothing about who has an account. */
export function ForgottenForm() {
  const t = useTranslations("account.reset");
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<{ code: string; seconds: number } | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email"));
    setBusy(true);
    setTold(null);
    const answer = await asSignedIn(() => askResetAction({ email }));
    setBusy(false);
    setTold(
      answer.ok
        ? { code: "ok", seconds: 0 }
        : { code: answer.code, seconds: Number(answer.params.retryAfterSeconds ?? 0) },
    );
  };

  if (told?.code === "ok")
    return (
      <Callout tone="success" role="status" title={t("asked.title")}>
        {t("asked.text")}
      </Callout>
    );
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {told === null ? null : (
        <Callout tone="warning" role="alert" title={t(told.code === "throttled" ? "throttled" : "failed")}>
          {told.code === "throttled" ? t("wait", waitIn(told.seconds)) : undefined}
        </Callout>
      )}
      <Field label={t("email")}>
        <Input name="email" type="email" autoComplete="username" autoFocus required />
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy} className="mt-2 justify-center">
        {t("submit")}
      </Button>
    </form>
  );
}
