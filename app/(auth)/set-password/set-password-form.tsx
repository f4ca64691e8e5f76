"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { NewPasswordField } from "#components/account/new-password-field.tsx";
import type { AccountRefusal } from "#components/account/password-form.tsx";
import { passwordProblemIn } from "#components/account/password-problem.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { Field } from "#components/ui/form/field.tsx";
import { Input } from "#components/ui/form/input.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import type { LinkView } from "#lib/domain/views/link-view.ts";
import { asSignedIn } from "../../(portal)/session-requests.ts";
import { setPasswordAction, showLinkAction } from "../actions.ts";

type Stage =
  | { readonly kind: "asking" | "over" | "failed" | "done" }
  | { readonly kind: "open"; readonly link: LinkView };

/** Sets the password of whom the link in the address is for. Its secret stands after the `#`, which no server is sent. */
export function SetPasswordForm() {
  const t = useTranslations("account.link");
  const form = useRef<HTMLFormElement>(null);
  const secret = useRef("");
  const [stage, setStage] = useState<Stage>({ kind: "asking" });
  const [refusal, setRefusal] = useState<AccountRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    // In development an effect runs twice, and the second time the address has no secret any more.
    secret.current = location.hash.slice(1) || secret.current;
    // Neither the history nor somebody who looks over a shoulder needs it.
    history.replaceState(history.state, "", location.pathname);
    void asSignedIn(() => showLinkAction({ secret: secret.current })).then((answer) =>
      setStage(
        answer.ok
          ? { kind: "open", link: answer.value }
          : // An address without a secret is no link either.
            { kind: answer.code === "link_over" || answer.code === "invalid" ? "over" : "failed" },
      ),
    );
  }, []);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    setBusy(true);
    setRefusal(null);
    const answer = await asSignedIn(() => setPasswordAction({ secret: secret.current, password }));
    setBusy(false);
    if (answer.ok) return setStage({ kind: "done" });
    if (answer.code === "link_over") return setStage({ kind: "over" });
    setRefusal(answer);
    form.current?.querySelector<HTMLInputElement>("input[name=password]")?.select();
  };

  if (stage.kind === "asking") return <p className="text-text-muted">{t("asking")}</p>;
  if (stage.kind !== "open")
    return (
      <div className="flex flex-col gap-4">
        <Callout tone={stage.kind === "done" ? "success" : "error"} role="status" title={t(`${stage.kind}.title`)}>
          {t(`${stage.kind}.text`)}
        </Callout>
        <LinkButton href="/sign-in" variant="primary" className="justify-center">
          {t("toSignIn")}
        </LinkButton>
      </div>
    );
  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {refusal === null || passwordProblemIn(refusal.params) !== null ? null : (
        <Callout tone="warning" role="alert" title={t("failed.title")}>
          {t("failed.text")}
        </Callout>
      )}
      <p>{t(`welcome.${stage.link.kind}`, { name: stage.link.name })}</p>
      <Field label={t("email")}>
        <Input name="email" type="email" autoComplete="username" value={stage.link.email} readOnly />
      </Field>
      <NewPasswordField params={refusal?.params ?? {}} />
      <Button type="submit" variant="primary" isBusy={isBusy} className="mt-2 justify-center">
        {t("submit")}
      </Button>
    </form>
  );
}
