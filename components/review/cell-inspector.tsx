"use client";

import { CircleAlert, TriangleAlert, Undo2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { ReviewRow } from "#lib/spreadsheet/protocol/review.ts";
import { classNames } from "../ui/class-names.ts";
import { Button } from "../ui/form/button.tsx";
import { type AcceptDecision, acceptanceAt } from "./group-policies.ts";
import { RowRemark } from "./row-remark.tsx";

export interface CellInspectorProps {
  /** null: no cell is chosen, or its row is not loaded yet. */
  row: ReviewRow | null;
  /** null: the row's line number is chosen. */
  column: number | null;
  headers: readonly string[];
  mapping: Mapping;
  onDecide: (decision: AcceptDecision) => void;
  onWrite: (column: number, text: string) => void;
  className?: string;
}

/**
 * Everything about the chosen cell: its issues in full, what to do, and the file's original text. Its height
 * is fixed, so that nothing jumps.
 */
export function CellInspector({ row, column, headers, mapping, onDecide, onWrite, className }: CellInspectorProps) {
  const t = useTranslations("review.inspector");
  const lineWords = ({ line, isOfDebtors }: ReturnType<typeof placeOfLine>) =>
    isOfDebtors ? t("debtorsLine", { line }) : t("line", { line });
  const cell = row === null || column === null ? undefined : row.cells[column];
  const issues = row === null ? [] : issuesOf(row, column);
  return (
    <section
      aria-label={t("title")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what does not fit is reached by scrolling, also with keys.
      tabIndex={0}
      className={classNames(
        "h-32 shrink-0 overflow-y-auto rounded-md border border-border bg-surface-raised px-3 py-1.5 sm:h-28 lg:h-18",
        className,
      )}
    >
      {row === null ? (
        <p className="text-sm text-text-muted">
          {t("nothing")} <HowToEdit />
        </p>
      ) : (
        <>
          <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
            <span className="text-text-muted">{lineWords(placeOfLine(row.line))}</span>
            {column === null ? null : <span className="font-medium">{headers[column]}</span>}
            {cell === undefined ? null : (
              <span className="min-w-0 [overflow-wrap:anywhere]">{cell.text === "" ? t("empty") : cell.text}</span>
            )}
            {cell === undefined || cell.original === null || column === null ? null : (
              <span className="flex items-center gap-2 text-text-muted">
                {t("original", { text: cell.original === "" ? t("empty") : cell.original })}
                <Button size="sm" variant="ghost" onClick={() => onWrite(column, cell.original ?? "")}>
                  <Undo2 aria-hidden />
                  {t("restore")}
                </Button>
              </span>
            )}
          </p>
          {row.remark === undefined ? null : <RowRemark remark={row.remark} />}
          <ul className="mt-1 flex flex-col gap-1">
            {issues.map((issue) => (
              <IssueLine
                key={`${issue.code} ${issue.column} ${issue.field}`}
                issue={issue}
                header={issue.column === column ? null : (headers[issue.column ?? -1] ?? null)}
                acceptance={acceptanceAt(issue.code, row.line, mapping)}
                onDecide={onDecide}
                onWrite={onWrite}
              />
            ))}
          </ul>
          {issues.length === 0 ? (
            <p className="text-sm text-text-muted">
              {row.isLeftOut ? (
                t("leftOut")
              ) : (
                <>
                  {t("good")} <HowToEdit />
                </>
              )}
            </p>
          ) : null}
        </>
      )}
    </section>
  );
}

/** A cell's own issues plus those of no column; on the line number all issues of the row. */
function issuesOf(row: ReviewRow, column: number | null): readonly Issue[] {
  if (column === null) return row.issues;
  return row.issues.filter((issue) => issue.column === column || issue.column === null);
}

function IssueLine({
  issue,
  header,
  acceptance,
  onDecide,
  onWrite,
}: {
  issue: Issue;
  header: string | null;
  acceptance: AcceptDecision | null;
  onDecide: CellInspectorProps["onDecide"];
  onWrite: CellInspectorProps["onWrite"];
}) {
  const t = useTranslations("review.inspector");
  const words = useIssueWords();
  const { column, proposal } = issue;
  const Icon = issue.severity === "error" ? CircleAlert : TriangleAlert;
  return (
    <li className="flex items-baseline gap-x-2 text-sm">
      <Icon
        aria-hidden
        className={`size-3.5 shrink-0 translate-y-0.5 ${issue.severity === "error" ? "text-error" : "text-warning"}`}
      />
      <span className="min-w-0">
        <strong className="font-medium">
          {header === null ? "" : `${header}: `}
          {words.title(issue.code)}
          {column === null && issue.field !== null ? ` (${words.field(issue.field)})` : ""}.
        </strong>{" "}
        {words.text(issue)} <span className="text-text-muted">{words.action(issue)}</span>
      </span>
      {acceptance === null ? null : (
        <Button size="sm" onClick={() => onDecide(acceptance)}>
          {t(acceptance.kind === "accept" ? "accept" : "leaveOut")}
        </Button>
      )}
      {proposal === undefined || column === null ? null : (
        <Button size="sm" onClick={() => onWrite(column, proposal)}>
          {t("use", { text: proposal })}
        </Button>
      )}
    </li>
  );
}

/** A finger has no Enter. */
function HowToEdit() {
  const t = useTranslations("review.inspector");
  return (
    <>
      <span className="pointer-coarse:hidden">{t("edits")}</span>
      <span className="hidden pointer-coarse:inline">{t("editsByTouch")}</span>
    </>
  );
}
