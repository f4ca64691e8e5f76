"use client";

import { useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { DeclaredTotals } from "#lib/domain/portfolio/declared/declared-schema.ts";
import { typedAmount, typedCount } from "#lib/domain/portfolio/declared/typed-declared.ts";
import { Button } from "../../ui/form/button.tsx";
import { DateInput } from "../../ui/form/date-input.tsx";
import { Field } from "../../ui/form/field.tsx";
import { Input } from "../../ui/form/input.tsx";

const counts = ["rows", "debtors", "obligations"] as const;

export interface DeclaredFormProps {
  declared: DeclaredTotals;
  /** Without the figures that are left empty. */
  onSave: (declared: Omit<DeclaredTotals, "where">) => void;
}

/** The bank's totals as a person types them; what cannot be read is said beside its field, and nothing is saved. */
export function DeclaredForm({ declared, onSave }: DeclaredFormProps) {
  const t = useTranslations("portfolios.declared");
  const format = useFormatter();
  const locale = useLocale();
  const mark = new Intl.NumberFormat(locale).format(1.5).includes(",") ? "," : ".";
  const [texts, setTexts] = useState(() => ({
    rows: written(declared.rows),
    debtors: written(declared.debtors),
    obligations: written(declared.obligations),
    balance:
      declared.balance === undefined
        ? ""
        : new Intl.NumberFormat(locale, {
            // As precise as it is declared, also once it is saved again.
            minimumFractionDigits: declared.balance.includes(".") ? 2 : 0,
          }).format(declared.balance as `${number}`),
    cutOff: declared.cutOff ?? "",
  }));
  const [isChecked, setChecked] = useState(false);

  function written(value: number | undefined): string {
    return value === undefined ? "" : format.number(value);
  }
  const change = (figure: keyof typeof texts) => (event: { target: { value: string } }) =>
    setTexts({ ...texts, [figure]: event.target.value });
  const countOf = (figure: (typeof counts)[number]) => typedCount(texts[figure]);
  const balance = typedAmount(texts.balance, mark);
  const isWrong = (figure: keyof typeof texts, value: unknown) => texts[figure].trim() !== "" && value === null;
  const isBad = counts.some((figure) => isWrong(figure, countOf(figure))) || isWrong("balance", balance);

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (isBad) return;
        const said = counts.flatMap((figure) => {
          const count = countOf(figure);
          return count === null ? [] : [[figure, count] as const];
        });
        onSave({
          ...Object.fromEntries(said),
          ...(balance === null ? {} : { balance }),
          ...(texts.cutOff === "" ? {} : { cutOff: texts.cutOff }),
        });
      }}
    >
      <p className="text-sm text-text-muted">{t("form.hint")}</p>
      {counts.map((figure) => (
        <Field
          key={figure}
          label={t(`figures.${figure}`)}
          isOptional
          error={isChecked && isWrong(figure, countOf(figure)) ? t("form.noCount") : undefined}
        >
          <Input inputMode="numeric" value={texts[figure]} onChange={change(figure)} />
        </Field>
      ))}
      <Field
        label={t("figures.balance")}
        isOptional
        error={isChecked && isWrong("balance", balance) ? t("form.noAmount") : undefined}
      >
        <Input inputMode="decimal" value={texts.balance} onChange={change("balance")} />
      </Field>
      <Field label={t("figures.cutOff")} isOptional>
        <DateInput value={texts.cutOff} onChange={(cutOff) => setTexts({ ...texts, cutOff })} />
      </Field>
      <Button type="submit" variant="primary" className="self-end">
        {t("form.save")}
      </Button>
    </form>
  );
}
