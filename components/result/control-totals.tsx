"use client";

import { CircleCheck, OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Totals } from "#lib/domain/debtors/debtor.ts";
import { addsUp, toSendOf, without } from "#lib/domain/outcome/control-sums.ts";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { isKept, keptKinds } from "#lib/domain/outcome/outcome.ts";
import type { GroupTotals, UploadView } from "#lib/domain/views/upload-view.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Section, SectionBleed } from "../ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { Balance } from "../uploads/balance.tsx";
import { OutcomeLabel } from "../uploads/outcome-badge.tsx";
import { countsOf, outcomeKindsIn } from "../uploads/outcome-style.ts";
import { VolatileOf } from "../uploads/volatile-of.tsx";
import { ReportMenu } from "./report-menu.tsx";

export interface ControlTotalsProps {
  view: UploadView;
  hasGroups: boolean;
  /** Who has been held since it was staged, and is not sent: of a confirmed upload, as `heldApart` tells it. */
  held?: GroupTotals | null;
}

/**
 * The totals of the file and of each part of it; with `hasGroups` down to the four outcomes. Where the CRM has debtors
 * already or some are held, what is staged and what is to be sent differ.
 */
export function ControlTotals({ view, hasGroups, held = null }: ControlTotalsProps) {
  const t = useTranslations("outcome");
  const { totals, groups } = view;
  const currency = currencyOfSums(view);
  const isRight = addsUp(view);
  const isCloseOut = typeof view.closesOutId === "string";
  // The rows of a close-out are the obligations that it closes.
  const shared = { currency, rowsLabel: t(isCloseOut ? "totals.closeOutRows" : "figures.rows") };
  const words = useTranslations("portfolios.comparison");
  const names = useTranslations("ui.outcomes");
  const kept = keptKinds.filter((kind) => groups[kind].debtors > 0);
  const others = held === null ? groups.not_sent : without(groups.not_sent, held);
  const results = { ...groups, not_sent: others };
  // Of held debtors only, there are no others to be told.
  const shown = outcomeKindsIn(countsOf(groups)).filter(
    (kind) => !isKept(kind) && (kind !== "not_sent" || held === null || others.debtors > 0),
  );
  const isStagedApart = kept.length > 0 || held !== null;
  const sentence =
    isStagedApart && !isCloseOut
      ? words("totals.addsUp", {
          aside: totals.setAside > 0 ? "yes" : "no",
          unchanged: kept.includes("unchanged") ? "yes" : "no",
          volatile: kept.includes("volatile") ? "yes" : "no",
          held: held === null ? "no" : "yes",
          groups: hasGroups ? "yes" : "no",
        })
      : t(isCloseOut ? "totals.closeOutAddsUp" : sentenceOf(view, hasGroups));

  return (
    <Section
      title={t("totals.title")}
      description={
        <span className={`inline-flex items-start gap-1.5 ${isRight ? "text-accepted" : "font-medium text-error"}`}>
          {isRight ? (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
          ) : (
            <OctagonAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          )}
          {isRight ? sentence : t("totals.differs")}
        </span>
      }
      actions={
        totals.setAside === 0 || view.erased ? undefined : (
          <ReportMenu uploadId={view.id} group="set_aside" label={t("setAside.download")} size="sm" />
        )
      }
    >
      <SectionBleed>
        <Table caption={t(isCloseOut ? "totals.closeOutCaption" : "totals.caption")}>
          <TableHead>
            <TableHeader>{t("totals.part")}</TableHeader>
            <TableHeader align="end">{shared.rowsLabel}</TableHeader>
            <TableHeader align="end">{t("figures.debtors")}</TableHeader>
            <TableHeader align="end">{t("figures.obligations")}</TableHeader>
            <TableHeader align="end">{t("figures.balance")}</TableHeader>
          </TableHead>
          <TableBody>
            <FiguresRow
              name={<span className="font-semibold">{t(isCloseOut ? "totals.closeOut" : "totals.file")}</span>}
              figures={totals.file}
              {...shared}
            />
            {totals.setAside === 0 ? null : (
              <FiguresRow name={t("totals.setAside")} figures={{ rows: totals.setAside }} {...shared} sign="−" />
            )}
            <FiguresRow name={t("totals.leftOut")} figures={totals.leftOut} {...shared} sign="−" />
            {!isStagedApart ? null : (
              <FiguresRow name={words("totals.staged")} figures={totals.staged} {...shared} sign="=" isStrong />
            )}
            {kept.map((kind) => (
              <FiguresRow
                key={kind}
                name={
                  <>
                    {names(kind)}
                    {kind === "volatile" ? (
                      <VolatileOf view={view} className="block pl-5 text-sm font-normal text-text-muted" />
                    ) : null}
                  </>
                }
                figures={groups[kind]}
                {...shared}
                sign="−"
              />
            ))}
            {held === null ? null : <FiguresRow name={t("totals.held")} figures={held} {...shared} sign="−" />}
            <FiguresRow
              name={t("totals.toSend")}
              figures={!isStagedApart ? totals.staged : held === null ? toSendOf(view) : without(toSendOf(view), held)}
              {...shared}
              sign="="
              isStrong
            />
            {hasGroups
              ? shown.map((part) => (
                  <FiguresRow
                    key={part}
                    name={
                      <OutcomeLabel outcome={part} className="pl-5">
                        {part === "not_sent" && held !== null ? t("totals.othersNotSent") : undefined}
                      </OutcomeLabel>
                    }
                    figures={results[part]}
                    {...shared}
                    isFaint={results[part].debtors === 0}
                  />
                ))
              : null}
          </TableBody>
        </Table>
        {totals.leftOut.obligations === 0 || isCloseOut ? null : (
          <p className="border-t border-border px-4 py-2 text-xs text-text-muted">{t("totals.repeated")}</p>
        )}
      </SectionBleed>
    </Section>
  );
}

function sentenceOf({ totals }: UploadView, hasGroups: boolean) {
  if (totals.setAside > 0) return hasGroups ? "totals.addsUpGroupsAside" : "totals.addsUpAside";
  return hasGroups ? "totals.addsUpGroups" : "totals.addsUp";
}

interface FiguresRowProps {
  name: ReactNode;
  /** Set-aside rows have no other figures. */
  figures: Totals | GroupTotals | Pick<Totals, "rows">;
  /** null: no balance is loaded. */
  currency: string | null;
  rowsLabel: string;
  sign?: string;
  isStrong?: boolean;
  isFaint?: boolean;
}

/** `sign` only shows how the rows add up; screen readers get the sentence above the table instead. */
function FiguresRow({ name, figures, currency, rowsLabel, sign, isStrong = false, isFaint = false }: FiguresRowProps) {
  const t = useTranslations("outcome");
  const weight = isStrong ? "font-semibold" : isFaint ? "text-text-muted" : "";
  return (
    <TableRow className="align-baseline sm:[&>*]:py-[9px]">
      <TableCell isRowHeader className={`${weight} max-sm:!justify-start max-sm:!gap-0`}>
        {sign === undefined ? null : (
          <span aria-hidden className="inline-block w-5 text-text-muted">
            {sign}
          </span>
        )}
        {name}
      </TableCell>
      {"rows" in figures ? (
        <TableCell align="end" label={rowsLabel} className={weight}>
          <NumberText value={figures.rows} />
        </TableCell>
      ) : (
        <td className="max-sm:hidden" />
      )}
      {"debtors" in figures ? (
        <>
          <TableCell align="end" label={t("figures.debtors")} className={weight}>
            <NumberText value={figures.debtors} />
          </TableCell>
          <TableCell align="end" label={t("figures.obligations")} className={weight}>
            <NumberText value={figures.obligations} />
          </TableCell>
          <TableCell align="end" label={t("figures.balance")} className={weight}>
            <Balance amount={figures.balance} currency={currency} />
          </TableCell>
        </>
      ) : (
        <td colSpan={3} className="max-sm:hidden" />
      )}
    </TableRow>
  );
}
