"use client";

import { useMessages, useTranslations } from "use-intl";
import type { PortfolioView } from "#lib/domain/views/portfolio-view.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import { Description, DescriptionList } from "../ui/description-list.tsx";
import { ExpectedText } from "./expected-text.tsx";

/** What a person decided about a portfolio. Its thresholds are in a table of their own. */
export function PortfolioSettingsList({ portfolio }: { portfolio: PortfolioView }) {
  const t = useTranslations("portfolios.settings");
  const catalogue = useMessages().fields;
  const labelOf = (fieldId: string) => fieldWordsById(catalogue, fieldId).label;
  const { volatileFields, closeOutBalance, closeOutFieldId, closeOutValue } = portfolio;
  const defaults = Object.entries(portfolio.defaults);
  return (
    <DescriptionList>
      <Description label={t("creditor")}>{portfolio.creditor ?? t("none")}</Description>
      <Description label={t("expected")}>
        <ExpectedText {...portfolio} />
        <span className="block text-sm text-text-muted">{t("timeZone", { timeZone: portfolio.tenant.timeZone })}</span>
      </Description>
      <Description label={t("fullSend")}>{t("fullSendDays", { days: portfolio.fullSendDays })}</Description>
      <Description label={t("volatileFields")}>
        {volatileFields.length === 0 ? t("none") : volatileFields.map(labelOf).join(", ")}
      </Description>
      <Description label={t("defaults")}>
        {defaults.length === 0 ? (
          t("none")
        ) : (
          <ul>
            {defaults.map(([fieldId, value]) => (
              <li key={fieldId}>{t("fieldIs", { field: labelOf(fieldId), value })}</li>
            ))}
          </ul>
        )}
      </Description>
      <Description label={t("closeOut")}>
        {closeOutBalance || closeOutFieldId !== null ? (
          <ul>
            {closeOutBalance ? <li>{t("closeOutBalance")}</li> : null}
            {closeOutFieldId === null ? null : (
              <li>{t("fieldIs", { field: labelOf(closeOutFieldId), value: closeOutValue ?? "" })}</li>
            )}
          </ul>
        ) : (
          t("closeOutNone")
        )}
      </Description>
    </DescriptionList>
  );
}
