"use client";

import { ArrowDownToLine, Copy, Eraser } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { RangeFigures } from "#lib/spreadsheet/protocol/blocks.ts";
import { cellsIn } from "../../data-table/grid-selection.ts";
import { decimalText } from "../../ui/decimal-text.ts";
import { Button } from "../../ui/form/button.tsx";
import { Tooltip } from "../../ui/overlay/tooltip.tsx";
import type { Blocks } from "./use-blocks.ts";

export interface SelectionLineProps {
  blocks: Pick<Blocks, "selected" | "figures" | "isExtending" | "endExtending" | "copy" | "fillDown" | "clear">;
  /** A share from 0 to 1 while a long change runs. */
  progress: number | null;
  onStop: () => void;
}

/** As high as the inspector, and in sight while the cells above it are chosen. */
const panel =
  "max-sm:sticky max-sm:bottom-2 max-sm:z-20 max-sm:h-32 max-sm:shrink-0 max-sm:flex-wrap max-sm:content-between max-sm:rounded-md max-sm:border max-sm:border-accent max-sm:bg-surface-raised max-sm:px-2 max-sm:py-1.5";

/**
 * What is selected and what can be done with it, or how far a long change is. Always of one height, so that
 * nothing jumps. On a phone it is shown while taps extend the selection, in the place and height of the inspector.
 */
export function SelectionLine({ blocks, progress, onStop }: SelectionLineProps) {
  const t = useTranslations("review.blocks");
  const format = useFormatter();
  const { selected, figures, isExtending } = blocks;
  if (progress !== null) {
    return (
      <Line className={isExtending ? panel : ""}>
        <span className="flex-1 truncate tabular-nums">
          {t("changing", { share: format.number(Math.floor(progress * 100) / 100, { style: "percent" }) })}
        </span>
        <Button size="sm" onClick={onStop}>
          {t("stop")}
        </Button>
      </Line>
    );
  }
  const isOne = selected === null;
  return (
    <Line className={isExtending ? panel : "max-sm:hidden"}>
      <p role="status" className="flex min-w-0 flex-1 tabular-nums max-sm:block max-sm:basis-full">
        {/* Where there is no room for all, the sum stays whole. */}
        <span className="truncate max-sm:whitespace-normal">
          {isExtending && isOne ? t("extendHint") : null}
          {!isExtending && isOne ? <span aria-hidden>{t("hint")}</span> : null}
          {selected === null
            ? null
            : t("selected", {
                rows: selected.lastRow - selected.firstRow + 1,
                columns: selected.lastColumn - selected.firstColumn + 1,
                cells: cellsIn(selected),
              })}
          {selected === null || figures === null ? null : <Counts figures={figures} />}
        </span>
        {selected === null || figures === null ? null : <Sum figures={figures} />}
      </p>
      {isOne ? null : (
        <>
          <Act label={t("copy")} icon={<Copy aria-hidden />} onClick={blocks.copy} />
          <Act label={t("fillDown")} icon={<ArrowDownToLine aria-hidden />} onClick={blocks.fillDown} />
          <Act label={t("clear")} icon={<Eraser aria-hidden />} onClick={blocks.clear} />
        </>
      )}
      {isExtending ? (
        <Button size="sm" onClick={blocks.endExtending}>
          {t("endExtending")}
        </Button>
      ) : null}
    </Line>
  );
}

/** Only its icon where the figures need the room. */
function Act({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <Tooltip text={label}>
      <Button size="sm" variant="ghost" onClick={onClick}>
        {icon}
        <span className="sm:max-2xl:sr-only">{label}</span>
      </Button>
    </Tooltip>
  );
}

function Line({ className = "", children }: { className?: string; children: ReactNode }) {
  return <div className={`flex h-7 items-center gap-2 px-1 text-sm text-text-muted ${className}`}>{children}</div>;
}

function Counts({ figures: { filled, distinct } }: { figures: RangeFigures }) {
  const t = useTranslations("review.blocks");
  return ` · ${t("withData", { count: filled })} · ${t("distinct", { count: distinct })}`;
}

function Sum({ figures: { sum } }: { figures: RangeFigures }) {
  const t = useTranslations("review.blocks");
  const locale = useLocale();
  return sum === null ? null : (
    <span className="shrink-0 whitespace-pre">
      {" · "}
      <strong className="font-semibold text-text">
        {t("sum", { total: decimalText(locale, sum.total, sum.kind === "amount" ? 2 : 0, 20) ?? sum.total })}
      </strong>
      {sum.unreadable === 0 ? null : ` (${t("unreadable", { count: sum.unreadable })})`}
    </span>
  );
}
