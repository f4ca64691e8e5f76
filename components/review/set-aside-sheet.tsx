"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import type { ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import type { AsideWindow } from "#lib/spreadsheet/protocol/review.ts";
import { Button } from "../ui/form/button.tsx";
import { alignedWithText } from "../ui/form/button-classes.ts";
import { Sheet } from "../ui/overlay/sheet.tsx";
import type { ReviewSource } from "./review-source.ts";

type TakenIn = ReadingSettings["takenIn"];

export interface SetAsideSheetProps {
  source: Pick<ReviewSource, "asideWindow">;
  takenIn: TakenIn;
  /** When it changes, the fetched rows are stale. */
  version: number;
  isOpen: boolean;
  isBusy: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onTakeIn: (takenIn: TakenIn) => void;
  onFault: (error: unknown) => void;
}

const rowsAtOnce = 100;

/** Every set-aside row with its line, text and reason, and a button to use it as data after all. */
export function SetAsideSheet(props: SetAsideSheetProps) {
  const { source, takenIn, version, isOpen, isBusy, onTakeIn, onFault } = props;
  const t = useTranslations("review.aside");
  const aside = useTranslations("findings.aside.reason");
  const [shown, setShown] = useState<AsideWindow | null>(null);
  const [count, setCount] = useState(rowsAtOnce);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has other rows.
  useEffect(() => {
    if (!isOpen) return;
    let isStale = false;
    source.asideWindow({ from: 0, count }).then((window) => {
      if (!isStale) setShown(window);
    }, onFault);
    return () => {
      isStale = true;
    };
  }, [source, isOpen, count, version, onFault]);

  const rows = shown?.rows ?? [];
  return (
    <Sheet
      isOpen={isOpen}
      onOpenChange={props.onOpenChange}
      title={t("title")}
      footer={
        <>
          {takenIn === undefined ? null : (
            <Button isBusy={isBusy} onClick={() => onTakeIn(undefined)}>
              {t("again")}
            </Button>
          )}
          {rows.length === 0 ? null : (
            <Button isBusy={isBusy} onClick={() => onTakeIn("all")}>
              {t("takeAll")}
            </Button>
          )}
        </>
      }
    >
      <p className="mb-3 text-sm text-text-muted">{t(shown?.total === 0 ? "none" : "text")}</p>
      {takenIn === undefined ? null : (
        <p className="mb-3 text-sm">{t("taken", { count: takenIn === "all" ? 0 : takenIn.length })}</p>
      )}
      <ul aria-label={t("title")} className="divide-y divide-border">
        {rows.map(({ line: place, text, reason }) => {
          const { line, isOfDebtors } = placeOfLine(place);
          return (
            <li key={place} className="py-2">
              <p className="flex flex-wrap justify-between gap-x-3 text-xs text-text-muted">
                <span className="tabular-nums">{t(isOfDebtors ? "debtorsLine" : "line", { line })}</span>
                <span>{aside(reason)}</span>
              </p>
              <p className="text-sm break-words">{text}</p>
              <Button
                size="sm"
                variant="ghost"
                className={alignedWithText}
                isBusy={isBusy}
                aria-label={t("takeInLine", { line })}
                onClick={() => onTakeIn([...(takenIn === "all" ? [] : (takenIn ?? [])), place])}
              >
                {t("takeIn")}
              </Button>
            </li>
          );
        })}
      </ul>
      {shown === null || rows.length >= shown.total ? null : (
        <Button className="mt-2" onClick={() => setCount((before) => before + rowsAtOnce)}>
          {t("more")}
        </Button>
      )}
    </Sheet>
  );
}
