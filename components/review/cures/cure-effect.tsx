"use client";

import { useTranslations } from "use-intl";
import type { Forecast } from "#lib/spreadsheet/protocol/cures.ts";
import { classNames } from "../../ui/class-names.ts";
import { NumberText } from "../../ui/number-text.tsx";
import { Spinner } from "../../ui/spinner.tsx";

/** What a cure would do, in debtors and rows, before it counts. Keeps its height while the figures are counted. */
export function CureEffect({ forecast }: { forecast: Forecast | null }) {
  const t = useTranslations("cures.effect");
  return (
    <div role="status" className="min-h-36 rounded-md border border-border bg-surface-sunken px-3 py-2">
      {forecast === null ? (
        <span className="flex items-center gap-2 text-sm text-text-muted">
          <Spinner />
          {t("counting")}
        </span>
      ) : (
        <Figures forecast={forecast} />
      )}
    </div>
  );
}

function Figures({ forecast: { before, after, cells } }: { forecast: Forecast }) {
  const t = useTranslations("cures.effect");
  const lines = [
    ["debtors", before.staged.debtors, after.staged.debtors],
    ["rows", before.staged.rows, after.staged.rows],
    ["reason", before.rows, after.rows],
    ["errors", before.rowsWithErrors, after.rowsWithErrors],
    ["warnings", before.rowsWithWarnings, after.rowsWithWarnings],
  ] as const;
  return (
    <>
      <p className="text-sm">{t("cells", { count: cells })}</p>
      <table className="mt-1 w-full text-right text-sm">
        <caption className="sr-only">{t("caption")}</caption>
        <thead className="text-xs text-text-muted">
          <tr>
            <td />
            <th scope="col" className="font-medium">
              {t("before")}
            </th>
            <th scope="col" className="pl-3 font-medium">
              {t("after")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, was, is]) => (
            <tr key={name} className={was === is ? "text-text-muted" : "font-medium"}>
              <th scope="row" className={classNames("text-left", was === is ? "font-normal" : "font-medium")}>
                {t(name)}
              </th>
              <td>
                <NumberText value={was} />
              </td>
              <td className="pl-3">
                <NumberText value={is} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
