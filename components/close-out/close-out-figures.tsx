"use client";

import { useTranslations } from "use-intl";
import { type CloseOutPlan, untouchedReasons } from "#lib/domain/views/close-out-view.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import { Money } from "../ui/money.tsx";

/** Whom a close-out sends, or once it is made (`isMade`) will send, in counts and money, and whom it does not touch. */
export function CloseOutFigures({ plan, isMade = false }: { plan: CloseOutPlan; isMade?: boolean }) {
  const t = useTranslations("portfolios.closeOut");
  const { gone, staying, untouched, currency } = plan;
  const debtors = gone.debtors + staying.debtors;
  const left = untouchedReasons.filter((reason) => untouched[reason] > 0);
  return (
    <>
      {debtors === 0 ? null : (
        <div className="flex flex-col gap-2">
          {isMade ? null : <p>{t("sends", { debtors })}</p>}
          <ul className="flex flex-col gap-1">
            {gone.debtors === 0 ? null : <Line text={t("goneLine", counts(gone))} totals={gone} currency={currency} />}
            {staying.debtors === 0 ? null : (
              <Line text={t("stayingLine", counts(staying))} totals={staying} currency={currency} />
            )}
          </ul>
        </div>
      )}
      {left.length === 0 ? null : (
        <div>
          <h3 className="font-semibold">{t("untouched.title")}</h3>
          <ul className="flex flex-col gap-1 text-text-muted">
            {left.map((reason) => (
              <li key={reason}>{t(`untouched.${reason}`, { count: untouched[reason] })}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

const counts = ({ debtors, obligations }: GroupTotals) => ({ debtors, obligations });

function Line({ text, totals, currency }: { text: string; totals: GroupTotals; currency: string }) {
  return (
    <li className="flex flex-wrap justify-between gap-x-4">
      <span>{text}</span>
      <Money amount={totals.balance} currency={currency} className="ml-auto font-medium" />
    </li>
  );
}
