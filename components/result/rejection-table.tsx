"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import type { RejectionGroup } from "#lib/domain/views/rejection-groups.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { useMay } from "../access/may.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { Balance } from "../uploads/balance.tsx";
import { CorrectLink } from "./correct-link.tsx";

export interface RejectionTableProps {
  groups: readonly (RejectionGroup & {
    readonly href: string;
    /** Where its debtors are corrected; null if they cannot be. */
    readonly correctHref: string | null;
  })[];
  /** How many more reasons there are. */
  hidden: number;
  /** null: no balance is loaded. */
  currency: string | null;
  /** The link back to all reasons if only one is shown. */
  allHref: string | null;
  /** The link to the hidden ones; null if there are too many to show. */
  moreHref: string | null;
}

/** Why debtors were rejected, in the CRM's words and in ours, with debtors and money, the largest group first. */
export function RejectionTable({ groups, hidden, currency, allHref, moreHref }: RejectionTableProps) {
  const t = useTranslations("outcome.rejections");
  const nameOf = useReasonName();
  const mayLoad = useMay("uploads.load");
  const isCorrectable = mayLoad && groups.some(({ correctHref }) => correctHref !== null);
  return (
    <div className="border-b border-border">
      <Table caption={t("caption")}>
        <TableHead>
          <TableHeader>{t("reason")}</TableHeader>
          <TableHeader align="end">{t("debtors")}</TableHeader>
          <TableHeader align="end">{t("balance")}</TableHeader>
          {isCorrectable ? (
            <TableHeader className="print:hidden">
              <VisuallyHidden>{t("toCorrect")}</VisuallyHidden>
            </TableHeader>
          ) : null}
        </TableHead>
        <TableBody>
          {groups.map((group) => (
            <TableRow key={group.key} className="relative align-top">
              <TableCell isRowHeader className="w-full font-normal! max-sm:!block">
                <Reason group={group} isChosen={allHref !== null} />
              </TableCell>
              <TableCell align="end" label={t("debtors")} className="font-semibold! tabular-nums">
                <NumberText value={group.debtors} />
              </TableCell>
              <TableCell align="end" label={t("balance")}>
                <Balance amount={group.balance} currency={currency} />
              </TableCell>
              {isCorrectable ? (
                <TableCell align="end" className="max-sm:!justify-end print:hidden">
                  {group.correctHref === null ? null : (
                    <CorrectLink href={group.correctHref} count={group.open} reason={nameOf(group)} />
                  )}
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {allHref === null ? null : (
        <p className="px-4 py-2 text-sm print:hidden">
          {t("onlyThese")} <TextLink href={allHref}>{t("all")}</TextLink>
        </p>
      )}
      {hidden === 0 ? null : (
        <p className="px-4 py-2 text-sm text-text-muted">
          {t("more", { count: hidden })}{" "}
          {moreHref === null ? t("moreInReport") : <TextLink href={moreHref}>{t("showMore")}</TextLink>}
        </p>
      )}
    </div>
  );
}

function useReasonName(): (group: RejectionGroup) => string {
  const t = useTranslations("outcome.rejections");
  const words = useReasonWords();
  return ({ reason }) => (reason === null ? t("noReason") : words.reason(reason));
}

/** The whole row is a link to its debtors; the link is named by what the CRM said, or else by the reason. */
function Reason({ group, isChosen }: { group: RejectionTableProps["groups"][number]; isChosen: boolean }) {
  const t = useTranslations("outcome.rejections");
  const reason = useReasonName()(group);
  const example = group.example?.trim() === "" ? null : group.example;
  const name = example === null ? reason : <q>{example}</q>;
  return (
    <>
      {example !== null && group.isVaried ? (
        <span className="block text-xs text-text-muted">{t("forExample")}</span>
      ) : null}
      {isChosen ? (
        <span className="block max-w-prose font-medium [overflow-wrap:anywhere]">{name}</span>
      ) : (
        <Link
          href={group.href}
          scroll={false}
          title={example ?? undefined}
          className="line-clamp-2 max-w-prose font-medium text-accent [overflow-wrap:anywhere] after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent print:line-clamp-none"
        >
          {name}
        </Link>
      )}
      <span className="block text-xs text-text-muted">{example === null ? t("noText") : reason}</span>
    </>
  );
}
