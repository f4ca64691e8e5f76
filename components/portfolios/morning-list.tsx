"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { MorningLine } from "#lib/domain/views/morning-view.ts";
import { Money } from "../ui/money.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { BalanceChange } from "./balance-change.tsx";
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
 * One line a portfolio. On a phone the name stands above with its button, below it what is left to do and the loads, then
 * the balance; texts wrap and nothing is cut, as there is no pointer to ask for the rest.
 */
export function MorningList({ lines, hasTenant }: MorningListProps) {
  const t = useTranslations("portfolios.morning");
  const words = useMorningWords();
  const root = useRef<HTMLDivElement>(null);
  const keys = { onKeyDown: useLineKeys(root) };
  return (
    <div ref={root} {...keys}>
      <Table caption={t("caption")}>
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
            <Line
              key={line.portfolio.id}
              line={line}
              hasTenant={hasTenant}
              words={words}
              balanceLabel={t("columns.balance")}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** Name and button share a row of their own widths: the loads below reach under the button. */
const phoneRow =
  "max-sm:!grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto_min-content] max-sm:items-center max-sm:gap-x-2 max-sm:!px-3 max-sm:!py-1";

const balanceCell =
  "w-px whitespace-nowrap tabular-nums max-sm:order-6 max-sm:col-span-4 max-sm:!w-auto max-sm:flex-wrap max-sm:!justify-start max-sm:!gap-x-2 max-sm:!gap-y-0 max-sm:!py-0 max-sm:text-sm";

interface LineProps {
  /** What a phone says before a balance: it has no head of columns. */
  balanceLabel: string;
  line: MorningLine;
  hasTenant: boolean;
  words: MorningWords;
}

function Line({ line, hasTenant, words, balanceLabel }: LineProps) {
  const { portfolio, tenant, balance } = line;
  const beside = [portfolio.creditor, hasTenant ? tenant.name : null].filter((text) => text !== null && text !== "");
  return (
    <TableRow className={phoneRow}>
      <TableCell className="w-px max-sm:order-3 max-sm:!w-auto max-sm:!py-0">
        <HealthBadge health={line.health}>{words.health(line)}</HealthBadge>
      </TableCell>
      <TableCell isRowHeader className="max-sm:order-1 max-sm:col-span-3 max-sm:!block max-sm:!py-0">
        <TextLink href={`/portfolios/${portfolio.id}`} className="touch-target" prefetch={false}>
          {portfolio.name}
        </TextLink>
        {beside.length === 0 ? null : (
          <span
            title={beside.join(" · ")}
            className="block max-w-72 truncate text-xs leading-4 font-normal text-text-muted max-sm:max-w-none max-sm:whitespace-normal"
          >
            {beside.join(" · ")}
          </span>
        )}
      </TableCell>
      <TableCell className="text-sm text-text-muted max-sm:order-4 max-sm:!py-0 max-sm:text-xs max-sm:leading-4">
        {words.todo(line)}
      </TableCell>
      <TableCell className="w-px max-sm:order-5 max-sm:col-span-2 max-sm:!w-auto max-sm:justify-self-end max-sm:!py-0">
        <LoadStrip loads={line.loads} words={words} />
      </TableCell>
      <TableCell align="end" className={balance === null ? `${balanceCell} max-sm:!hidden` : balanceCell}>
        {balance === null ? (
          <span className="text-text-muted">—</span>
        ) : (
          <>
            <span className="text-xs text-text-muted sm:hidden">{balanceLabel}</span>
            <Money amount={balance.amount} currency={balance.currency} className="sm:block" />
            <BalanceChange change={balance.change} words={words} />
            {balance.wholeDay === null ? null : (
              <span className="block max-w-44 whitespace-normal text-xs text-text-muted max-sm:max-w-none">
                {words.balanceOf(balance.wholeDay)}
              </span>
            )}
          </>
        )}
      </TableCell>
      <TableCell align="end" className="w-px max-sm:order-2 max-sm:!w-auto max-sm:justify-self-end">
        <MorningAction line={line} words={words} />
      </TableCell>
    </TableRow>
  );
}
