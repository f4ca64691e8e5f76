"use client";

import { Braces, Rows3 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import type { DebtorDetail } from "#lib/spreadsheet/protocol/debtors.ts";
import { Button } from "../../ui/form/button.tsx";
import { DebtorProblems } from "./debtor-problems.tsx";
import { DebtorStateText } from "./debtor-state.tsx";
import { ObligationTable } from "./obligation-table.tsx";

export interface DebtorPaneProps {
  /** null: there is none, or it is not loaded yet. */
  detail: DebtorDetail | null;
  fields: readonly Field[];
  headers: readonly string[];
  onOpen: () => void;
  onFirstRow: () => void;
  onGoTo: (issue: Issue) => void;
}

/** The chosen debtor: its obligations as they are sent, and its problems. Its height is fixed, so that nothing jumps. */
export function DebtorPane({ detail, fields, headers, onOpen, onFirstRow, onGoTo }: DebtorPaneProps) {
  const t = useTranslations("reviewDebtors.detail");
  return (
    <section
      aria-label={t("title")}
      className="flex h-72 shrink-0 flex-col rounded-md border border-border bg-surface-raised lg:h-56"
    >
      {detail === null ? (
        <p className="p-3 text-sm text-text-muted">{t("nothing")}</p>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-border px-3 py-1">
            <h2 className="min-w-0 truncate text-sm font-semibold">
              <span className="tabular-nums">{detail.debtor.identification}</span> {detail.debtor.name}
            </h2>
            <span className="text-sm">
              <DebtorStateText state={detail.debtor.state} />
            </span>
            <span className="ml-auto flex gap-2">
              <Button size="sm" onClick={onFirstRow}>
                <Rows3 aria-hidden />
                {t("firstRow")}
              </Button>
              <Button size="sm" onClick={onOpen}>
                <Braces aria-hidden />
                {t("json")}
              </Button>
            </span>
          </div>
          {/* On a phone one below the other, and the problems first. */}
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
            <section
              aria-label={t("obligations", { identification: detail.debtor.identification })}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what does not fit is reached by scrolling, also with keys.
              tabIndex={0}
              className="order-2 min-w-0 shrink-0 overflow-x-auto lg:order-1 lg:flex-1 lg:shrink lg:overflow-auto"
            >
              <ObligationTable detail={detail} fields={fields} />
            </section>
            <div className="order-1 border-border px-3 py-1.5 max-lg:border-b lg:order-2 lg:w-1/3 lg:overflow-y-auto lg:border-l">
              <DebtorProblems detail={detail} headers={headers} onGoTo={onGoTo} />
            </div>
          </div>
        </>
      )}
    </section>
  );
}
