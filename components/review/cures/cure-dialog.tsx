"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { maxEdits } from "#lib/domain/table/cell-edit.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { Proposed } from "#lib/spreadsheet/protocol/cures.ts";
import type { IssueGroup } from "#lib/spreadsheet/protocol/review.ts";
import { Button } from "../../ui/form/button.tsx";
import { Field } from "../../ui/form/field.tsx";
import { Input } from "../../ui/form/input.tsx";
import { RadioGroup } from "../../ui/form/radio-group.tsx";
import { Dialog } from "../../ui/overlay/dialog.tsx";
import type { ReviewSource } from "../review-source.ts";
import { type Cure, changeOf } from "./cure.ts";
import { type CureChoice, choiceOf, chosenCure, useCureWords } from "./cure-choices.ts";
import { CureEffect } from "./cure-effect.tsx";
import { ProposalList } from "./proposal-list.tsx";
import { useForecast } from "./use-forecast.ts";

export interface CureDialogProps {
  source: Pick<ReviewSource, "forecast" | "proposals">;
  group: IssueGroup;
  header: string | null;
  mapping: Mapping;
  /** What can be done, in the order of the page. */
  choices: readonly CureChoice[];
  /** What is chosen when the dialog opens; null: the first of the choices. */
  preset: Cure | null;
  /** A value that the field's cells may get, to begin with; "" for none. */
  usual: string;
  onCure: (cure: Cure) => void;
  onClose: () => void;
  onFault: (error: unknown) => void;
}

/** What to do about all rows of a reason: chosen, said with its effect, and then done. */
export function CureDialog(props: CureDialogProps) {
  const { source, group, mapping, choices, preset, onCure, onClose, onFault } = props;
  const t = useTranslations("cures");
  const words = useIssueWords();
  const cureWords = useCureWords(group);
  const [chosen, setChosen] = useState(preset === null ? (choices[0] ?? null) : choiceOf(preset));
  const [text, setText] = useState(preset !== null && "text" in preset ? preset.text : props.usual);
  const [except, setExcept] = useState<readonly Proposed[]>([]);
  const reason = useMemo(() => ({ code: group.code, column: group.column }), [group.code, group.column]);
  const cure = useMemo(() => (chosen === null ? null : chosenCure(chosen, text, except)), [chosen, text, except]);
  const change = useMemo(
    () => (cure === null ? null : changeOf(mapping, { ...reason, field: group.field }, cure)),
    [mapping, reason, group.field, cure],
  );
  const isTyped = chosen === "value" || chosen === "placeholder";
  const forecast = useForecast(source, reason, change, isTyped, onFault);
  const fault = forecast?.said.find(({ severity }) => severity === "error");
  const doubt = forecast?.said.find(({ severity }) => severity === "warning");
  const place = words.field(group.field) ?? props.header;
  const isReady = cure !== null && forecast !== null && fault === undefined && !forecast.isTooMany;
  const apply = () => {
    if (isReady) onCure(cure);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={words.title(group.code)}
      description={place === null ? t("rows", { count: group.rows }) : t("about", { place, count: group.rows })}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" disabled={!isReady} onClick={apply}>
            {t("apply")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <RadioGroup
          label={t("what")}
          value={chosen}
          choices={choices.map((value) => ({ value, ...cureWords(value) }))}
          onChange={setChosen}
        />
        {isTyped ? (
          <Field
            label={t(chosen === "value" ? "valueLabel" : "placeholderLabel")}
            hint={doubt === undefined ? undefined : words.text(doubt)}
            error={fault === undefined ? undefined : `${words.text(fault)} ${words.action(fault)}`}
          >
            <Input
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter") apply();
              }}
            />
          </Field>
        ) : null}
        {chosen === "proposals" ? (
          <ProposalList source={source} reason={reason} except={except} onExcept={setExcept} onFault={onFault} />
        ) : null}
        {forecast?.isTooMany ? <p className="text-sm text-error">{t("tooMany", { max: maxEdits })}</p> : null}
        {group.severity === "error" ? <p className="text-sm text-text-muted">{t("leftOutNow")}</p> : null}
        {cure === null ? (
          <p className="text-sm text-text-muted">{t("typeFirst")}</p>
        ) : (
          <CureEffect forecast={forecast} />
        )}
      </div>
    </Dialog>
  );
}
