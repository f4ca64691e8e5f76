"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../ui/form/button.tsx";
import { Field } from "../../ui/form/field.tsx";
import { Input } from "../../ui/form/input.tsx";

export interface RowNumberFormProps {
  label: string;
  hint: string;
  value: number;
  onChange: (value: number) => void;
}

/** A whole number from 0 on, reported only when confirmed: every change reads the file again. */
export function RowNumberForm({ label, hint, value, onChange }: RowNumberFormProps) {
  const t = useTranslations("findings");
  const [text, setText] = useState(String(value));
  const number = Number(text);
  const isGood = /^\d{1,7}$/.test(text.trim());
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood) onChange(number);
      }}
    >
      <Field label={label} hint={hint}>
        <Input inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button type="submit" disabled={!isGood} className="self-end">
        {t("readAgain")}
      </Button>
    </form>
  );
}
