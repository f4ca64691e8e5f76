"use client";

import { useTranslations } from "use-intl";
import { isIssueCode, type LeftOutGroup } from "#lib/domain/validation/left-out-reason.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { useMay } from "../access/may.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { CorrectLink } from "./correct-link.tsx";
import { HeldNote } from "./held-note.tsx";

export interface LeftOutReasonLine extends Omit<LeftOutGroup, "open" | "held" | "later" | "erased"> {
  /** Where what can still be corrected of it is corrected; absent if nothing can, and before anything was sent. */
  readonly correction?: { readonly href: string; readonly rows: number };
  /** All its debtors were accepted in corrections since. */
  readonly isAccepted?: boolean;
  /** Debtors of it are held: no correction sends them before their holds end. */
  readonly isHeld?: boolean;
  /** Another upload carries debtors of it. */
  readonly isSentLater?: boolean;
  /** Cells of it are erased: of them nothing is left to correct. */
  readonly isErased?: boolean;
}

/** Why rows are left out, by issue and column. */
export function LeftOutReasonTable({ reasons }: { reasons: readonly LeftOutReasonLine[] }) {
  const t = useTranslations("outcome");
  const mayLoad = useMay("uploads.load");
  const hasLast = reasons.some(
    ({ correction, ...told }) =>
      (mayLoad && correction !== undefined) || told.isAccepted || told.isHeld || told.isSentLater || told.isErased,
  );
  return (
    <Table caption={t("confirm.leftOutCaption")}>
      <TableHead>
        <TableHeader>{t("confirm.leftOutReason")}</TableHeader>
        <TableHeader align="end">{t("figures.rows")}</TableHeader>
        <TableHeader align="end">{t("figures.debtors")}</TableHeader>
        {hasLast ? (
          <TableHeader className="print:hidden">
            <VisuallyHidden>{t("rejections.toCorrect")}</VisuallyHidden>
          </TableHeader>
        ) : null}
      </TableHead>
      <TableBody>
        {reasons.map((line) => (
          <ReasonRow key={`${line.code} ${line.column}`} line={line} hasLast={hasLast} mayLoad={mayLoad} />
        ))}
      </TableBody>
    </Table>
  );
}

interface ReasonRowProps {
  line: LeftOutReasonLine;
  /** Whether the table has a column for what can be done about a reason. */
  hasLast: boolean;
  mayLoad: boolean;
}

function ReasonRow({ line, hasLast, mayLoad }: ReasonRowProps) {
  const { code, field, header, rows, debtors, correction } = line;
  const { isAccepted = false, isHeld = false, isSentLater = false, isErased = false } = line;
  const t = useTranslations("outcome");
  const words = useReasonWords();
  const issues = useIssueWords();
  const title = isIssueCode(code) ? words.issueTitle(code) : words.reason(code);
  const place = issues.field(field) ?? header;
  return (
    <TableRow>
      <TableCell isRowHeader className="font-normal max-sm:!block">
        {title}
        <span className="block text-xs text-text-muted">{place}</span>
      </TableCell>
      <TableCell align="end" label={t("figures.rows")}>
        <NumberText value={rows} />
      </TableCell>
      <TableCell align="end" label={t("figures.debtors")}>
        <NumberText value={debtors} />
      </TableCell>
      {hasLast ? (
        <TableCell align="end" className="max-sm:!justify-end print:hidden">
          {isAccepted ? <span className="text-xs text-text-muted">{t("recover.correctedAccepted")}</span> : null}
          {isHeld ? <HeldNote>{t("recover.stillHeld")}</HeldNote> : null}
          {isSentLater ? <span className="block text-xs text-text-muted">{t("recover.sentLater")}</span> : null}
          {isErased ? <span className="block text-xs text-text-muted">{t("recover.erasedCells")}</span> : null}
          {correction === undefined || !mayLoad ? null : (
            <CorrectLink
              href={correction.href}
              count={correction.rows}
              reason={place === null ? title : `${title} (${place})`}
            />
          )}
        </TableCell>
      ) : null}
    </TableRow>
  );
}
