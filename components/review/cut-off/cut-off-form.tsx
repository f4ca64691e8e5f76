"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { Button } from "../../ui/form/button.tsx";
import { DateInput } from "../../ui/form/date-input.tsx";
import { Field } from "../../ui/form/field.tsx";

export interface CutOffFormProps {
  day: string;
  /** Days that the file names and that are not used, as written; without a `cutOff`: the default one. */
  found: readonly { readonly text: string; readonly cutOff: string | undefined }[];
  isUsed: boolean;
  /** undefined: as the file says. */
  onDecide: (cutOff: Mapping["cutOff"]) => void;
}

/** A day, the file's, or none. Reported only when confirmed: every change checks all rows again. */
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
        <DateInput value={text} onChange={setText} />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        {isUsed ? <Button onClick={() => onDecide("none")}>{t("clear")}</Button> : null}
        {found.map(({ text: day, cutOff }) => (
          <Button key={day} onClick={() => onDecide(cutOff)}>
            {t("useFound", { day })}
          </Button>
        ))}
        <Button type="submit" variant="primary" disabled={text === ""}>
          {t("use")}
        </Button>
      </div>
    </form>
  );
}
