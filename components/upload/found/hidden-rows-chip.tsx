"use client";

import { useTranslations } from "use-intl";
import type { ReadingReport, ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import { Button } from "../../ui/form/button.tsx";
import { FindingChip } from "./finding-chip.tsx";

export interface HiddenRowsChipProps {
  hiddenRows: ReadingReport["hiddenRows"];
  settings: ReadingSettings;
  onChange: (settings: ReadingSettings) => void;
}

/**
 * Rows that are hidden in the file: they are read like the others, and the user can set them aside. Nothing
 * if there are none.
 */
export function HiddenRowsChip({ hiddenRows, settings, onChange }: HiddenRowsChipProps) {
  const t = useTranslations("findings.hiddenRows");
  const { count, line } = hiddenRows;
  if (count === 0) return null;
  const { hiddenRows: choice, ...rest } = settings;
  const isAside = choice === "aside";
  return (
    <FindingChip
      name={t("name")}
      value={t(isAside ? "asideValue" : "readValue", { count })}
      evidence={t("text", { count, line })}
      isDoubtful={!isAside}
    >
      {(close) => (
        <Button
          className="self-end"
          onClick={() => {
            close();
            onChange(isAside ? rest : { ...rest, hiddenRows: "aside" });
          }}
        >
          {t(isAside ? "read" : "leaveOut")}
        </Button>
      )}
    </FindingChip>
  );
}
