"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { isReasonLeftOut } from "#lib/domain/validation/leave-out.ts";
import type { LeftOutView } from "#lib/domain/views/left-out-view.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { DebtorNumber } from "../masking/debtor-number.tsx";
import { useReveal } from "../masking/reveal.ts";
import { RevealButton } from "../masking/reveal-button.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { LineNumbers } from "./line-numbers.tsx";

/**
 * The left-out rows of the file, each with what has to be corrected. `unidentified`: how many of all left-out
 * rows belong to no debtor.
 */
export function LeftOutTable({ rows, unidentified }: { rows: readonly LeftOutView[]; unidentified: number }) {
  const t = useTranslations("outcome.records");
  const { shown } = useReveal();
  if (rows.length === 0) return <p className="px-4 py-8 text-center text-text-muted">{t("noLeftOut")}</p>;
  return (
    <>
      {unidentified === 0 ? null : (
        <p className="px-4 pt-3 text-sm text-text-muted">{t("unidentifiedRows", { count: unidentified })}</p>
      )}
      <Table caption={t("problems")}>
        <TableHead>
          <TableHeader>{t("line")}</TableHeader>
          <TableHeader>{t("identification")}</TableHeader>
          <TableHeader>{t("problems")}</TableHeader>
        </TableHead>
        <TableBody>
          {rows.map((one) => {
            const row = shown(one);
            return (
              <TableRow key={row.row} className="align-top">
                <TableCell isRowHeader label={t("line")}>
                  <LineNumbers lines={[row.line]} />
                </TableCell>
                <TableCell label={t("identification")} className="whitespace-nowrap tabular-nums">
                  {row.identification === null ? (
                    <span className="whitespace-normal text-text-muted">{t("unidentified")}</span>
                  ) : (
                    <DebtorNumber>{row.identification}</DebtorNumber>
                  )}
                  <RevealButton row={one} />
                  <AcceptedLater row={row} />
                </TableCell>
                <TableCell label={t("problems")} className="w-full max-sm:!block">
                  {row.issues.some(isReasonLeftOut) ? null : <span className="text-text-muted">{t("otherRow")}</span>}
                  {row.isSentInPart ? <span className="text-text-muted">{t("sentInPart")}</span> : null}
                  <ul className="flex flex-col gap-1 text-left">
                    {row.issues.map((issue) => (
                      <IssueLine
                        key={JSON.stringify([issue.code, issue.column, issue.params])}
                        issue={issue}
                        isErased={row.isErased}
                      />
                    ))}
                  </ul>
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </>
  );
}

/** The link to the correction that brought the row's debtor in. */
function AcceptedLater({ row: { acceptedInId, identification } }: { row: LeftOutView }) {
  const t = useTranslations("outcome.recover");
  if (acceptedInId === null) return null;
  return (
    <TextLink href={`/uploads/${acceptedInId}`} className="block whitespace-normal text-sm font-normal">
      {t("correctedAccepted")}
      {identification === null ? null : (
        <VisuallyHidden>
          : <DebtorNumber>{identification}</DebtorNumber>
        </VisuallyHidden>
      )}
    </TextLink>
  );
}

/** For an erased row only the issue's name: its sentence would quote the cell. */
function IssueLine({ issue, isErased }: { issue: Issue; isErased: boolean }) {
  const words = useIssueWords();
  const { issueTitle } = useReasonWords();
  const Icon = issue.severity === "error" ? CircleAlert : TriangleAlert;
  const field = words.field(issue.field);
  return (
    <li className="flex gap-1.5">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${issue.severity === "error" ? "text-error" : "text-warning"}`}
      />
      <span>
        {field === null ? null : <span className="font-medium">{field}: </span>}
        {isErased ? issueTitle(issue.code) : words.text(issue)}
      </span>
    </li>
  );
}
