"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { hasDifference } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { useDeclaredWords } from "#lib/i18n/declared-words.ts";
import { Section, SectionBleed } from "../ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";

/** What the bank declares beside what the server read; `children` explain a difference. Nothing without any figure. */
export function DeclaredSection({ view, children }: { view: UploadView; children?: ReactNode }) {
  const t = useTranslations("portfolios.declared");
  const words = useDeclaredWords(view.currency);
  const { declared } = view;
  if (declared === undefined || declared.figures.length === 0) return null;
  const differs = hasDifference(declared.figures);
  return (
    <Section title={t("title")} description={differs ? undefined : t("confirm.agreesAll")}>
      <SectionBleed>
        <Table caption={t("confirm.caption")}>
          <TableHead>
            <TableHeader>{t("confirm.figure")}</TableHeader>
            <TableHeader align="end">{t("confirm.declared")}</TableHeader>
            <TableHeader align="end">{t("confirm.read")}</TableHeader>
            <TableHeader align="end">{t("confirm.difference")}</TableHeader>
          </TableHead>
          <TableBody>
            {declared.figures.map((compared) => (
              <TableRow key={compared.figure} className="align-baseline">
                <TableCell isRowHeader className="max-sm:!justify-start max-sm:!gap-2">
                  {t(`figures.${compared.figure}`)}{" "}
                  <span className="text-sm font-normal text-text-muted">
                    {words.source(compared.figure, declared.totals.where)}
                  </span>
                </TableCell>
                <TableCell align="end" label={t("confirm.declared")}>
                  {words.value(compared.figure, compared.declared)}
                </TableCell>
                <TableCell align="end" label={t("confirm.read")}>
                  {words.value(compared.figure, compared.read)}
                  {compared.edited === undefined ? null : (
                    <span className="block text-sm text-text-muted">
                      {t("edited", { sum: words.value(compared.figure, compared.edited.sum) })}
                    </span>
                  )}
                  {compared.as === compared.figure ? null : (
                    <span className="block text-sm text-text-muted">{t(`figures.${compared.as}`)}</span>
                  )}
                </TableCell>
                <TableCell
                  align="end"
                  label={t("confirm.difference")}
                  className={compared.difference === null ? "text-text-muted" : "font-semibold text-warning"}
                >
                  {compared.difference === null ? t("confirm.none") : words.difference(compared)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </SectionBleed>
      {children}
    </Section>
  );
}
