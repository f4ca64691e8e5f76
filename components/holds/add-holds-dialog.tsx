"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { type HoldReason, holdReasons } from "#lib/domain/holds/hold.ts";
import { Button } from "../ui/form/button.tsx";
import { DateInput } from "../ui/form/date-input.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { Select } from "../ui/form/select.tsx";
import { Textarea } from "../ui/form/textarea.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";

export interface TypedHolds {
  readonly identifications: string[];
  readonly why: HoldReason;
  readonly note: string;
  /** ISO day; null: until a person ends it. */
  readonly until: string | null;
}

export interface AddHoldsDialogProps {
  /** The first day that may be the last of a hold: ISO day, by the tenant's clock. */
  today: string;
  /** The identifications that could not be read the last time. */
  unreadable: readonly string[];
  isBusy: boolean;
  onClose: () => void;
  onSubmit: (holds: TypedHolds) => void;
}

/** As many as one call adds. */
const mostLines = 1_000;

/** One identification a line, typed or pasted from a sheet, with one reason for all. */
export function AddHoldsDialog({ today, unreadable, isBusy, onClose, onSubmit }: AddHoldsDialogProps) {
  const t = useTranslations("holds");
  const form = useId();
  const [text, setText] = useState("");
  const [why, setWhy] = useState<HoldReason | null>(null);
  const [note, setNote] = useState("");
  const [until, setUntil] = useState("");
  const [isTried, setTried] = useState(false);
  const identifications = linesOf(text);
  const wrong = {
    people: identifications.length === 0 ? t("needsPeople") : identifications.length > mostLines ? t("tooMany") : null,
    why: why === null ? t("needsWhy") : null,
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    // The day's field says what is wrong with it.
    if (!event.currentTarget.checkValidity()) return;
    if (wrong.people === null && why !== null)
      onSubmit({ identifications, why, note, until: until === "" ? null : until });
    else if (wrong.people !== null) event.currentTarget.querySelector("textarea")?.focus();
  };

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("add")}
      description={t("addText")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form={form} variant="primary" isBusy={isBusy}>
            {identifications.length === 0 ? t("add") : t("save", { count: identifications.length })}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t("people")}
          hint={t("peopleHint")}
          error={
            unreadable.length > 0
              ? t("unreadable", { count: unreadable.length, texts: unreadable.slice(0, 5).join(", ") })
              : isTried
                ? wrong.people
                : null
          }
          className="sm:col-span-2"
        >
          <Textarea
            rows={4}
            value={text}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            className="tabular-nums"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Field label={t("why")} error={isTried ? wrong.why : null}>
          <Select
            value={why}
            placeholder={t("whyPlaceholder")}
            onChange={setWhy}
            choices={holdReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          />
        </Field>
        <Field label={t("until")} hint={t("untilHint")} isOptional>
          <DateInput value={until} onChange={setUntil} min={today} />
        </Field>
        <Field label={t("note")} hint={t("noteHint")} isOptional className="sm:col-span-2">
          <Input value={note} maxLength={500} autoComplete="off" onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}

/** One each line; cells of a sheet's row that is pasted count as one line each. */
function linesOf(text: string): string[] {
  return text
    .split(/[\n\r\t;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
