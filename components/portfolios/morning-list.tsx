"use client";

import { type CSSProperties, useRef } from "react";
import { useTranslations } from "use-intl";
import type { MorningLine } from "#lib/domain/views/morning-view.ts";
import { Money } from "../ui/money.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { BalanceChange } from "./balance-change.tsx";
import { BalanceOf, useBalanceLabel } from "./balance-of.tsx";
import { HealthBadge } from "./health-badge.tsx";
import { LoadStrip } from "./load-strip.tsx";
import { MorningAction } from "./morning-action.tsx";
import { type MorningWords, useMorningWords } from "./morning-words.ts";
import { useLineKeys } from "./use-line-keys.ts";

export interface MorningListProps {
  readonly lines: readonly MorningLine[];
  /** Whether lines are of several tenants, so that each names its own. */
  readonly hasTenant: boolean;
}

/**
 * One line a portfolio. Without room for the columns the name stands above with its button, below it what is left to do and the loads, then
 * the balance; texts wrap and nothing is cut, as there is no pointer to ask for the rest.
 */
export function MorningList({ lines, hasTenant }: MorningListProps) {
  const t = useTranslations("portfolios.morning");
  const words = useMorningWords();
  const root = useRef<HTMLDivElement>(null);
  const keys = { onKeyDown: useLineKeys(root) };
  return (
    // Cards have no head of columns: each says before its balance whose it is (`morning-cards`).
    <div ref={root} {...keys} className="@container" style={labelled(t("columns.balance"))}>
      <Table caption={t("caption")} className="morning-cards">
        <TableHead>
          <TableHeader>{t("columns.health")}</TableHeader>
          <TableHeader>{t("columns.portfolio")}</TableHeader>
          <TableHeader>{t("columns.todo")}</TableHeader>
          <TableHeader>{t("columns.loads")}</TableHeader>
          <TableHeader align="end">{t("columns.balance")}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t("columns.action")}</span>
          </TableHeader>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <Line key={line.portfolio.id} line={line} hasTenant={hasTenant} words={words} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function labelled(text: string): CSSProperties {
  return { "--balance-label": JSON.stringify(text) } as CSSProperties;
}

interface LineProps {
  line: MorningLine;
  hasTenant: boolean;
  words: MorningWords;
}

function Line({ line, hasTenant, words }: LineProps) {
  const { portfolio, tenant, balance } = line;
  const waiting = words.waiting(line);
  const label = useBalanceLabel()(balance?.wholeDay ?? null);
  const beside = [portfolio.creditor, hasTenant ? tenant.name : null].filter((text) => text !== null && text !== "");
  return (
    <TableRow>
      <TableCell className="w-px">
        <HealthBadge health={line.health}>{words.health(line)}</HealthBadge>
      </TableCell>
      <TableCell isRowHeader>
        <TextLink href={`/portfolios/${portfolio.id}`} className="touch-target" prefetch={false}>
          {portfolio.name}
        </TextLink>
        {beside.length === 0 ? null : (
          <span
            title={beside.join(" · ")}
            className="block max-w-72 truncate text-xs leading-4 font-normal text-text-muted"
          >
            {beside.join(" · ")}
          </span>
        )}
      </TableCell>
      <TableCell className="text-sm text-text-muted">
        {line.health === "loaded" && waiting !== null ? null : words.todo(line)}
        {waiting === null ? null : <span className="block">{waiting}</span>}
        {line.runsOut === undefined ? null : (
          <span className={`block text-xs ${line.runsOut.days < 0 ? "text-error" : "text-warning"}`}>
            {words.runsOut(line.runsOut)}
          </span>
        )}
      </TableCell>
      <TableCell className="w-px">
        <LoadStrip loads={line.loads} words={words} />
      </TableCell>
      <TableCell
        align="end"
        className="w-px whitespace-nowrap tabular-nums"
        {...(label === null ? {} : { style: labelled(label) })}
      >
        {balance === null ? (
          <span className="text-text-muted">—</span>
        ) : (
          <>
            <Money amount={balance.amount} currency={balance.currency} className="sm:block" />
            <BalanceChange change={balance.change} words={words} />
            <BalanceOf wholeDay={balance.wholeDay} />
          </>
        )}
      </TableCell>
      <TableCell align="end" className="w-px">
        <MorningAction line={line} words={words} />
      </TableCell>
    </TableRow>
  );
}
