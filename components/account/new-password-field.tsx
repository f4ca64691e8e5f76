"use client";

import { useTranslations } from "use-intl";
import { Field } from "../ui/form/field.tsx";
import { PasswordInput } from "../ui/form/password-input.tsx";
import { passwordProblemIn } from "./password-problem.ts";

/** The field `password` of a form that sets one; `params`: of the refusal, if the form was refused. */
export function NewPasswordField({ params }: { params: Readonly<Record<string, unknown>> }) {
  const t = useTranslations("account.newPassword");
  const problem = passwordProblemIn(params);
  return (
    <Field label={t("label")} hint={t("hint")} error={problem === null ? undefined : t(`problems.${problem}`)}>
      <PasswordInput name="password" autoComplete="new-password" required />
    </Field>
  );
}
