"use client";

import { useMessages, useTranslations } from "use-intl";
import type { FieldChange } from "#lib/domain/portfolio/comparison/comparison.ts";
import { type FieldCatalogue, fieldWordsById } from "#lib/i18n/field-words.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Section, SectionBleed } from "../ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { FieldValue } from "./field-value.tsx";

export interface FieldTableProps {
  /** Those with most values first. */
  fields: readonly FieldChange[];
  /** How many are shown; the rest is counted. */
  most?: number;
  /** Debtors who count as changed though nothing of them differs: nobody knows what the CRM has. */
  doubted: number;
  /** Whether anybody differs, be it in volatile fields or whole obligations alone, of which no field is told. */
  isAnybodyChanged: boolean;
}

/** By field: how many values differ, and their sums before and now. Nothing where fields cannot tell who changed. */
export function FieldTable({ fields, most = fields.length, doubted, isAnybodyChanged }: FieldTableProps) {
  const t = useTranslations("portfolios.comparison.fields");
  const catalogue: FieldCatalogue = useMessages().fields;
  const hidden = fields.length - most;
  const description = [
    ...(fields.length > 0 ? [t("text")] : isAnybodyChanged ? [] : [t("none")]),
    ...(doubted === 0 ? [] : [t("doubted", { count: doubted })]),
  ];
  if (description.length === 0) return null;
  return (
    <Section title={t("title")} description={description.join(" ")}>
      {fields.length === 0 ? null : (
        <SectionBleed>
          <Table caption={t("caption")}>
            <TableHead>
              <TableHeader>{t("field")}</TableHeader>
              <TableHeader align="end">{t("values")}</TableHeader>
              <TableHeader align="end">{t("before")}</TableHeader>
              <TableHeader align="end">{t("now")}</TableHeader>
            </TableHead>
            <TableBody>
              {fields.slice(0, most).map(({ fieldId, values, sumBefore, sum }) => (
                <TableRow key={fieldId}>
                  <TableCell isRowHeader>{fieldWordsById(catalogue, fieldId).label}</TableCell>
                  <TableCell align="end" label={t("values")} className="tabular-nums">
                    <NumberText value={values} />
                  </TableCell>
                  <TableCell align="end" label={t("before")} className={sumBefore === null ? "max-sm:!hidden" : ""}>
                    <Sum fieldId={fieldId} sum={sumBefore} />
                  </TableCell>
                  <TableCell align="end" label={t("now")} className={sum === null ? "max-sm:!hidden" : ""}>
                    <Sum fieldId={fieldId} sum={sum} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          {hidden > 0 ? (
            <p className="border-t border-border px-4 py-2 text-sm text-text-muted">{t("more", { count: hidden })}</p>
          ) : null}
        </SectionBleed>
      )}
    </Section>
  );
}

function Sum({ fieldId, sum }: { fieldId: string; sum: string | null }) {
  const t = useTranslations("portfolios.comparison.fields");
  if (sum === null) return <span className="text-sm text-text-muted">{t("noSum")}</span>;
  return <FieldValue fieldId={fieldId} value={sum} customKind="number" />;
}
