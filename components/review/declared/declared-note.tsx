"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { type DeclaredTotals, withTyped } from "#lib/domain/portfolio/declared/declared-schema.ts";
import {
  compareDeclared,
  hasDifference,
  isDeclared,
  type TypedDeclared,
} from "#lib/domain/portfolio/declared/declared-totals.ts";
import { useDeclaredWords } from "#lib/i18n/declared-words.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { Button } from "../../ui/form/button.tsx";
import { alignedWithText } from "../../ui/form/button-classes.ts";
import { Popover } from "../../ui/overlay/popover.tsx";
import { DeclaredForm } from "./declared-form.tsx";

export interface DeclaredNoteProps {
  summary: Pick<ReviewSummary, "totals" | "cutOff" | "declared" | "editedBalance">;
  hasBalance: boolean;
  currency: string;
  typed: TypedDeclared;
  onDeclare: (typed: TypedDeclared) => void;
}

/** What the bank says that it sent, beside what was read, and a way to type or change it. */
export function DeclaredNote({ summary, hasBalance, currency, typed, onDeclare }: DeclaredNoteProps) {
  const t = useTranslations("portfolios.declared");
  const words = useDeclaredWords(currency);
  const [isOpen, setOpen] = useState(false);
  const declared = withTyped(summary.declared.declared, typed);
  const { totals, cutOff, editedBalance } = summary;
  const read = { totals, hasBalance, cutOff: cutOff?.day ?? null, editedBalance };
  const compared = compareDeclared(declared, read);
  const proposed = summary.declared.proposed.filter(({ figure }) => typed[figure] === undefined);
  const isSaid = isDeclared(declared);
  const Icon = hasDifference(compared) ? TriangleAlert : CircleCheck;
  return (
    <section aria-label={t("title")} className="border-b border-border px-4 py-2 lg:px-3">
      <div className="flex items-center justify-between gap-4">
        <p className="flex items-center gap-2 text-sm font-medium">
          {compared.length === 0 ? null : (
            <Icon
              aria-hidden
              className={`size-4 shrink-0 ${hasDifference(compared) ? "text-warning" : "text-success"}`}
            />
          )}
          {t("title")}
        </p>
        <Popover
          open={isOpen}
          onOpenChange={setOpen}
          label={t("title")}
          align="end"
          trigger={
            <Button size="sm" variant="ghost" className={alignedWithText}>
              {t(isSaid ? "change" : "write")}
            </Button>
          }
        >
          <DeclaredForm
            declared={declared}
            onSave={(next) => {
              setOpen(false);
              onDeclare(typedOver(summary.declared.declared, next));
            }}
          />
        </Popover>
      </div>
      {isSaid ? null : <p className="text-xs text-text-muted">{t("none")}</p>}
      {compared.map((each) => (
        <p key={each.figure} className={`text-xs ${each.difference === null ? "text-text-muted" : "text-warning"}`}>
          {words.sentence(each)} · {words.source(each.figure, declared.where)}
        </p>
      ))}
      {proposed.map(({ figure, value, line }) => (
        <p key={`${figure} ${value}`} className="flex flex-wrap items-center gap-x-2 text-xs text-text-muted">
          {t("proposal", {
            line: String(line),
            figure: t(`figures.${figure}`),
            value: words.value(figure, value),
          })}
          <Button size="sm" variant="ghost" onClick={() => onDeclare({ ...typed, [figure]: value })}>
            {t("use")}
          </Button>
        </p>
      ))}
    </section>
  );
}

/** What a form of all figures says over what was read: null takes away one that was read. */
function typedOver(read: DeclaredTotals, form: Omit<DeclaredTotals, "where">): TypedDeclared {
  const typed: Record<string, unknown> = {};
  for (const figure of ["rows", "debtors", "obligations", "balance", "cutOff"] as const)
    if (form[figure] !== read[figure]) typed[figure] = form[figure] ?? null;
  return typed;
}
