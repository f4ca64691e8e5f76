"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { DebtorDetail } from "#lib/spreadsheet/protocol/debtors.ts";
import { Button } from "../../ui/form/button.tsx";
import { alignedWithText } from "../../ui/form/button-classes.ts";

export interface DebtorProblemsProps {
  detail: DebtorDetail;
  headers: readonly string[];
  onGoTo: (issue: Issue) => void;
}

/** All problems of a debtor, each with the way to its cell. */
export function DebtorProblems({ detail, headers, onGoTo }: DebtorProblemsProps) {
  const { debtor, problems } = detail;
  const t = useTranslations("reviewDebtors.detail");
  const words = useIssueWords();
  const at = (line: number, column: number | null) => {
    const place = placeOfLine(line);
    const text = t(place.isOfDebtors ? "atDebtorsLine" : "atLine", { line: place.line });
    const header = headers[column ?? -1];
    return header === undefined ? text : t("atCell", { line: text, header });
  };
  if (problems.length === 0) return <p className="text-sm text-text-muted">{t("good")}</p>;
  return (
    <>
      {debtor.state === "left_out" ? <p className="mb-1 text-sm">{t("leftOut")}</p> : null}
      <ul aria-label={t("problems", { identification: debtor.identification })} className="flex flex-col gap-1">
        {problems.map(({ line, issue }) => {
          const Icon = issue.severity === "error" ? CircleAlert : TriangleAlert;
          return (
            <li key={`${issue.row} ${issue.column} ${issue.code} ${issue.field}`} className="flex gap-x-2 text-sm">
              <Icon
                aria-hidden
                className={`mt-1.5 size-3.5 shrink-0 ${issue.severity === "error" ? "text-error" : "text-warning"}`}
              />
              <span className="min-w-0">
                <Button
                  size="sm"
                  variant="ghost"
                  className={`${alignedWithText} !text-accent`}
                  onClick={() => onGoTo(issue)}
                >
                  {at(line, issue.column)}
                </Button>{" "}
                <strong className="font-medium">{words.title(issue.code)}.</strong> {words.text(issue)}
              </span>
            </li>
          );
        })}
      </ul>
      {problems.length < debtor.problems ? (
        <p className="mt-1 text-sm text-text-muted">
          {t("firstProblems", { count: problems.length, total: debtor.problems })}
        </p>
      ) : null}
    </>
  );
}
