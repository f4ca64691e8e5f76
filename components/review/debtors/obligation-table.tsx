"use client";

import { useLocale, useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { DebtorDetail } from "#lib/spreadsheet/protocol/debtors.ts";
import { classNames } from "../../ui/class-names.ts";
import { decimalText } from "../../ui/decimal-text.ts";
import { dayOrderOf, dayText } from "../../ui/form/date-text.ts";

const headClasses = "border-b border-border px-2 py-1 text-xs font-medium whitespace-nowrap text-text-muted";
const cellClasses = "px-2 py-0.5 whitespace-nowrap";

/** A debtor's obligations with the fields that are loaded. */
export function ObligationTable({ detail, fields }: { detail: DebtorDetail; fields: readonly Field[] }) {
  const t = useTranslations("reviewDebtors.detail");
  const words = useIssueWords();
  const shownAs = useShownValue();
  const columns = detail.fields.map((id) => ({ id, kind: fields.find((field) => field.id === id)?.kind }));
  const isEnd = (kind: Field["kind"] | undefined) => kind === "amount" || kind === "days" || kind === "number";
  const identification = { identification: detail.debtor.identification };
  return (
    <>
      <table className="w-full border-collapse text-left text-sm tabular-nums">
        <caption className="sr-only">{t("obligations", identification)}</caption>
        <thead className="sticky top-0 bg-surface-raised">
          <tr>
            <th scope="col" className={headClasses}>
              {t("line")}
            </th>
            {columns.map(({ id, kind }) => (
              <th key={id} scope="col" className={classNames(headClasses, isEnd(kind) && "text-right")}>
                {words.field(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {detail.obligations.map((obligation, index) => (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: a row may have several obligations.
              key={index}
              className={obligation.isSent ? "" : "text-text-muted"}
            >
              <th scope="row" className={classNames(cellClasses, "font-normal text-text-muted")}>
                {placeOfLine(obligation.line).line}
                {obligation.isSent || isLeftOut(detail) ? null : <span className="ml-2">{t("notSent")}</span>}
              </th>
              {columns.map(({ id, kind }, at) => (
                <td key={id} className={classNames(cellClasses, isEnd(kind) && "text-right")}>
                  {shownAs(obligation.values[at] ?? "", kind) || <Empty />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {detail.obligations.length < detail.ofObligations ? (
        <p className="px-2 py-1 text-sm text-text-muted">
          {t("firstObligations", { count: detail.obligations.length, total: detail.ofObligations })}
        </p>
      ) : null}
    </>
  );
}

/** Of a debtor that is left out no obligation is sent, which its state says already. */
function isLeftOut({ debtor }: DebtorDetail): boolean {
  return debtor.state === "left_out" || debtor.state === "held_back";
}

function Empty() {
  const t = useTranslations("reviewDebtors.detail");
  return (
    <>
      <span aria-hidden>—</span>
      <span className="sr-only">{t("empty")}</span>
    </>
  );
}

/** Writes a canonical value as the user's language does. */
function useShownValue(): (value: string, kind: Field["kind"] | undefined) => string {
  const locale = useLocale();
  const order = dayOrderOf(locale);
  return (value, kind) => {
    if (kind === "amount") return decimalText(locale, value, 2) ?? value;
    if (kind === "date" && /^\d{4}-\d\d-\d\d$/.test(value)) return dayText(value, order);
    return value;
  };
}
