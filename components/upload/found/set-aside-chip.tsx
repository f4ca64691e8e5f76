"use client";

import { useTranslations } from "use-intl";
import { type ReadingReport, type ReadingSettings, withTakenIn } from "#lib/spreadsheet/protocol/reading.ts";
import { Button } from "../../ui/form/button.tsx";
import { FindingChip } from "./finding-chip.tsx";

export interface SetAsideChipProps {
  report: Pick<ReadingReport, "setAside">;
  settings: ReadingSettings;
  onChange: (settings: ReadingSettings) => void;
}

/** How many rows were taken for titles, totals and notes, where, and a button to use all of them as data. */
export function SetAsideChip({ report, settings, onChange }: SetAsideChipProps) {
  const t = useTranslations("findings");
  const { count, reasons } = report.setAside;
  const { takenIn } = settings;
  const some = settings.hiddenRows === "aside" ? "aside.someHidden" : "aside.some";
  const evidence = takenIn === "all" ? t("aside.chosenAll") : t(count === 0 ? "aside.none" : some);
  return (
    <FindingChip name={t("setAside")} value={t("setAsideRows", { count })} evidence={evidence} isDoubtful={false}>
      {(close) => (
        <>
          {count === 0 ? null : (
            <ul className="flex flex-col gap-1 text-sm">
              {reasons.map(({ reason, count: rows, line }) => (
                <li key={reason}>
                  {t(rows === 1 ? "aside.from" : "aside.since", {
                    what: t(`aside.reasons.${reason}`, { count: rows }),
                    line,
                  })}
                </li>
              ))}
            </ul>
          )}
          {takenIn === undefined || takenIn === "all" ? null : (
            <p className="text-sm">{t("aside.chosenSome", { count: takenIn.length })}</p>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            {takenIn === undefined ? null : (
              <Button
                onClick={() => {
                  close();
                  onChange(withTakenIn(settings, undefined));
                }}
              >
                {t("aside.asideAgain")}
              </Button>
            )}
            {count === 0 ? null : (
              <Button
                onClick={() => {
                  close();
                  onChange(withTakenIn(settings, "all"));
                }}
              >
                {t("aside.takeAll")}
              </Button>
            )}
          </div>
        </>
      )}
    </FindingChip>
  );
}
