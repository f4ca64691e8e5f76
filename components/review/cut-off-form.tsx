"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

export interface CutOffFormProps {
  day: string;
  /** The file's own day where another one is used, and as it is written. */
  found: { readonly day: string; readonly text: string } | null;
  isUsed: boolean;
  /** undefined: as the file says. */
  onDecide: (cutOff: Mapping["cutOff"]) => void;
}

/** A day, the file's, or none. Told only when it is confirmed: every change checks all rows again. */
export function CutOffForm({ day, found, isUsed, onDecide }: CutOffFormProps) {
  const t = useTranslations("review.cutOff");
  const [text, setText] = useState(day);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== "") onDecide(text);
      }}
    >
      <Field label={t("day")} hint={t("hint")}>
        <Input type="date" value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        {isUsed ? <Button onClick={() => onDecide("none")}>{t("clear")}</Button> : null}
        {found === null ? null : (
          <Button onClick={() => onDecide(undefined)}>{t("useFound", { day: found.text })}</Button>
        )}
        <Button type="submit" variant="primary" disabled={text === ""}>
          {t("use")}
        </Button>
      </div>
    </form>
  );
}
