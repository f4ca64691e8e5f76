"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import { NumberText } from "../ui/number-text.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import type { ChangedRow, Values } from "./changed-rows.ts";
import { FieldValue } from "./field-value.tsx";

/** A number of obligations; old → new where it differs. */
export function ChangedCount({ counts }: { counts: ChangedRow["obligations"] }) {
  if (counts === null) return <Unchanged />;
  const { before, after } = counts;
  if (before === 0 || after === 0 || before === after) return <NumberText value={Math.max(before, after)} />;
  return <OldAndNew before={<NumberText value={before} />} after={<NumberText value={after} />} />;
}

interface ChangedValueProps {
  fieldId: string;
  values: Values | null;
  /** A balance that is missing on one side is that of who is new or gone. */
  isOneSided?: boolean;
}

/** A value that differs. */
export function ChangedValue({ fieldId, values, isOneSided = false }: ChangedValueProps) {
  if (values === null) return <Unchanged />;
  const { before, after } = values;
  const isOne = before === after || (isOneSided && (before === null || after === null));
  const one = isOne ? (after ?? before) : null;
  if (fieldId === totalBalanceField && one !== null) return <FieldValue fieldId={fieldId} value={one} />;
  return <OldAndNew before={shownValue(fieldId, before)} after={shownValue(fieldId, after)} />;
}

function shownValue(fieldId: string, value: string | null): ReactNode {
  return value === null || value === "" ? <Nothing /> : <FieldValue fieldId={fieldId} value={value} />;
}

function OldAndNew({ before, after }: { before: ReactNode; after: ReactNode }) {
  const t = useTranslations("portfolios.comparison");
  return (
    <span>
      <VisuallyHidden>{t("before")}: </VisuallyHidden>
      <span className="text-text-muted">{before}</span>
      <span aria-hidden> → </span>
      <VisuallyHidden>, {t("now")}: </VisuallyHidden>
      <span className="font-medium">{after}</span>
    </span>
  );
}

function Nothing() {
  const t = useTranslations("portfolios.comparison");
  return <span className="text-text-muted italic">{t("nothing")}</span>;
}

function Unchanged() {
  const t = useTranslations("portfolios.comparison");
  return (
    <span className="text-text-muted">
      <span aria-hidden>…</span>
      <VisuallyHidden>{t("same")}</VisuallyHidden>
    </span>
  );
}
