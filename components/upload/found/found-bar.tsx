"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { ReadingReport, ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import { ByteSize } from "../../ui/byte-size.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Select } from "../../ui/form/select.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { FindingChip } from "./finding-chip.tsx";
import { useEvidenceWords } from "./finding-words.ts";
import { HiddenRowsChip } from "./hidden-rows-chip.tsx";
import { JoinChip } from "./join-chip.tsx";
import { ReadingNotices } from "./reading-notices.tsx";
import { RowNumberForm } from "./row-number-form.tsx";
import { SetAsideChip } from "./set-aside-chip.tsx";

export interface FoundBarProps {
  report: ReadingReport;
  settings: ReadingSettings;
  isRereading: boolean;
  onChange: (settings: ReadingSettings) => void;
  /** Further findings, from other components. */
  children?: ReactNode;
}

const encodingNames: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  cp850: "CP850 (DOS)",
  macintosh: "Mac Roman",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
};
const delimiters = [";", ",", "\t", "|"];

/**
 * What was found out about the file. Changing one finding reads the file again; the others are found anew
 * unless the user chose them.
 */
export function FoundBar({ report, settings, isRereading, onChange, children }: FoundBarProps) {
  const t = useTranslations("findings");
  const evidence = useEvidenceWords();
  const { encoding, delimiter, sheet, headerRow } = report;
  const delimiterName = (value: string) => (value === "\t" ? t("delimiters.tab") : value);
  const headerLine = Number(headerRow.params.line ?? 0);

  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {encoding === null ? null : (
          <ChoiceChip
            name={t("encoding")}
            finding={encoding}
            value={encoding.value}
            valueName={encodingNames[encoding.value] ?? encoding.value}
            choices={Object.entries(encodingNames).map(([value, label]) => ({ value, label }))}
            onChange={(encoding) => onChange({ ...settings, encoding })}
          />
        )}
        {delimiter === null ? null : (
          <ChoiceChip
            name={t("delimiter")}
            finding={delimiter}
            value={delimiter.value}
            valueName={delimiterName(delimiter.value)}
            choices={delimiters.map((value) => ({ value, label: delimiterName(value) }))}
            onChange={(delimiter) => onChange({ ...settings, delimiter })}
          />
        )}
        {sheet === null ? null : (
          <ChoiceChip
            name={t("sheet")}
            finding={sheet}
            value={String(sheet.value)}
            valueName={report.sheets[sheet.value]?.name ?? ""}
            choices={report.sheets.map(({ name, isHidden, rowCount }, index) => ({
              value: String(index),
              label: `${name} · ${t("sheetRows", { count: rowCount })}${isHidden ? ` · ${t("hidden")}` : ""}`,
            }))}
            // Another sheet has its own header and end.
            onChange={(value) => onChange({ ...withoutEnds(settings), sheet: Number(value) })}
          />
        )}
        <JoinChip report={report} onJoin={(join) => onChange(withJoin(settings, join))} />
        <FindingChip
          name={t("header")}
          value={headerLine === 0 ? t("noHeader") : t("line", { line: headerLine })}
          evidence={evidence(headerRow)}
          isDoubtful={isDoubtful(headerRow)}
        >
          {(close) => (
            <RowNumberForm
              label={t("headerRow")}
              hint={t("headerRowHint")}
              value={headerLine}
              onChange={(headerLine) => {
                close();
                onChange({ ...settings, headerLine });
              }}
            />
          )}
        </FindingChip>
        <HiddenRowsChip hiddenRows={report.hiddenRows} settings={settings} onChange={onChange} />
        <SetAsideChip report={report} settings={settings} onChange={onChange} />
        {children}
        <span className="text-sm text-text-muted tabular-nums">
          {t("size", { rows: report.rowCount, columns: report.columns.length })} · <ByteSize bytes={report.fileBytes} />
        </span>
        {isRereading ? <Spinner label={t("rereading")} className="text-sm text-text-muted" /> : null}
      </div>
      {report.notices.length === 0 ? null : (
        <Callout tone="warning">
          <ReadingNotices notices={report.notices} />
        </Callout>
      )}
    </section>
  );
}

interface ChoiceChipProps {
  name: string;
  finding: Finding<string | number>;
  value: string;
  /** As it is on the chip. */
  valueName: string;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** A finding that can be another one of a few. */
function ChoiceChip({ name, finding, value, valueName, choices, onChange }: ChoiceChipProps) {
  const evidence = useEvidenceWords();
  return (
    <FindingChip name={name} value={valueName} evidence={evidence(finding)} isDoubtful={isDoubtful(finding)}>
      {(close) => (
        <Select
          label={name}
          value={value}
          choices={choices}
          onChange={(chosen) => {
            close();
            onChange(chosen);
          }}
        />
      )}
    </FindingChip>
  );
}

function isDoubtful(finding: Finding<unknown>): boolean {
  return finding.certainty === "ambiguous";
}

function withoutEnds(settings: ReadingSettings): ReadingSettings {
  const { headerLine: _header, takenIn: _takenIn, hiddenRows: _hidden, join, ...rest } = settings;
  // The join concerned another sheet, but "none" still applies.
  return join === "none" ? { ...rest, join } : rest;
}

/** A join names the sheet with the obligations; choices about the ends of another sheet do not apply to it. */
function withJoin(settings: ReadingSettings, join: NonNullable<ReadingSettings["join"]>): ReadingSettings {
  if (join === "none") return { ...settings, join };
  const { sheet, ...rest } = settings;
  return sheet === undefined || sheet === join.sheet ? { ...rest, join } : { ...withoutEnds(rest), join };
}
