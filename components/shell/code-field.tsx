"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";

/** The field `code`: six digits of the authenticator app or, for who has lost it, a recovery code. */
export function CodeField() {
  const t = useTranslations("auth.code");
  const [isRecovery, setRecovery] = useState(false);
  return (
    <div className="flex flex-col items-start gap-2">
      <Field label={t(isRecovery ? "recovery" : "label")} hint={t(isRecovery ? "recoveryHint" : "hint")}>
        <Input
          // Another field: what was typed into the first one is of no use in it.
          key={String(isRecovery)}
          name="code"
          autoComplete={isRecovery ? "off" : "one-time-code"}
          inputMode={isRecovery ? "text" : "numeric"}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={50}
          autoFocus
          required
          className="font-mono tabular-nums"
        />
      </Field>
      <Button variant="ghost" size="sm" onClick={() => setRecovery(!isRecovery)}>
        {t(isRecovery ? "useApp" : "useRecovery")}
      </Button>
    </div>
  );
}
