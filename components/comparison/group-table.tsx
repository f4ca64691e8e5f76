"use client";

import { useTranslations } from "use-intl";
import { comparedSums } from "#lib/domain/portfolio/comparison/compared-sums.ts";
import {
  type ComparedGroup,
  type ComparisonFigures,
  comparedGroups,
} from "#lib/domain/portfolio/comparison/comparison.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { Balance } from "../uploads/balance.tsx";
import { GroupLabel } from "./group-label.tsx";

export interface GroupTableProps {
  figures: ComparisonFigures;
  level: "debtors" | "obligations";
  /** Whether the file tells who is gone. */
  tellsGone: boolean;
  /** ISO 4217; null: no balance is loaded. */
  currency: string | null;
}

/** On a phone a group's count is beside its name, and groups without anybody are not shown. */
const card = "max-sm:grid max-sm:grid-cols-[1fr_auto]";

/** How many debtors or obligations each group has, and their money before and now. */
export function GroupTable({ figures, level, tellsGone, currency }: GroupTableProps) {
  const t = useTranslations("portfolios.comparison.table");
  const groups = figures[level];
  const sums = comparedSums(groups);
  // A part names no obligation that another part has.
  const shown = comparedGroups.filter((group) => group !== "gone" || tellsGone || groups.gone[level] > 0);
  return (
    <Table caption={t(level)} isCaptionShown>
      <TableHead>
        <TableHeader>{t("group")}</TableHeader>
        <TableHeader align="end" className="w-1/5">
          {t(level)}
        </TableHeader>
        <TableHeader align="end" className="w-1/4">
          {t("balanceBefore")}
        </TableHeader>
        <TableHeader align="end" className="w-1/4">
          {t("balanceNow")}
        </TableHeader>
      </TableHead>
      <TableBody>
        {shown.map((group) => (
          <TableRow key={group} className={groups[group][level] === 0 ? "text-text-muted max-sm:!hidden" : card}>
            <TableCell isRowHeader>
              <GroupLabel group={group} level={level} tellsGone={tellsGone} />
              <Doubts figures={figures} level={level} group={group} />
            </TableCell>
            <TableCell align="end" className="font-medium tabular-nums">
              <NumberText value={groups[group][level]} />
            </TableCell>
            <TableCell align="end" label={t("balanceBefore")} className="tabular-nums max-sm:col-span-2">
              <Balance amount={groups[group].balanceBefore} currency={currency} />
            </TableCell>
            <TableCell align="end" label={t("balanceNow")} className="tabular-nums max-sm:col-span-2">
              <Balance amount={groups[group].balance} currency={currency} />
            </TableCell>
          </TableRow>
        ))}
        <TableRow className="font-semibold">
          <TableCell isRowHeader>{t("all")}</TableCell>
          <td className="max-sm:hidden" />
          <TableCell align="end" label={t("balanceBefore")} className="font-semibold">
            <Balance amount={sums.balanceBefore} currency={currency} />
          </TableCell>
          <TableCell align="end" label={t("balanceNow")} className="font-semibold">
            <Balance amount={sums.balance} currency={currency} />
          </TableCell>
        </TableRow>
      </TableBody>
    </Table>
  );
}

/** How many of a group are in it only because nobody knows what the CRM has of them. */
function Doubts({
  figures: { doubted },
  level,
  group,
}: Pick<GroupTableProps, "figures" | "level"> & { group: ComparedGroup }) {
  const t = useTranslations("portfolios.comparison.table");
  if (doubted === undefined) return null;
  const { debtors, unremembered, obligations } = doubted;
  const said =
    level === "debtors" && group === "changed" && debtors > 0
      ? t("doubted", { count: debtors })
      : level === "obligations" && group === "new" && obligations > 0
        ? t("unremembered", { debtors: unremembered, obligations })
        : null;
  return said === null ? null : (
    <span className="block text-sm font-normal whitespace-normal text-text-muted">{said}</span>
  );
}
