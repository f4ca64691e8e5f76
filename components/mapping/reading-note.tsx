"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import { Popover } from "../ui/overlay/popover.tsx";
import { ReadingChoice } from "./reading-choice.tsx";

export interface ReadingNoteProps {
  column: ColumnReport;
  settled: "decimalMark" | "dateOrder";
  reading: CellReading;
  currency: string;
  onChange: (reading: CellReading) => void;
}

const short = { ",": "comma", ".": "dot", dmy: "dmy", mdy: "mdy", ymd: "ymd" } as const;

/** How the values of a column are read, in a word; a click shows why and lets the user change it. */
export function ReadingNote({ column, settled, reading, currency, onChange }: ReadingNoteProps) {
  const t = useTranslations("mapping.reading");
  const value = reading[settled];
  const name = t("howRead", {
    header: column.header,
    reading: value === undefined ? "" : t(`short.${short[value]}`),
  });
  return (
    <Popover
      label={name}
      align="end"
      trigger={
        <button
          type="button"
          aria-label={name}
          className="touch-target inline-flex shrink-0 items-center gap-1 rounded-sm px-1 text-xs hover:bg-surface-hover hover:text-text"
        >
          {value === undefined ? t("undecided") : t(`short.${short[value]}`)}
          <ChevronDown aria-hidden className="size-3" />
        </button>
      }
    >
      <ReadingChoice column={column} question={settled} reading={reading} currency={currency} onChange={onChange} />
    </Popover>
  );
}
