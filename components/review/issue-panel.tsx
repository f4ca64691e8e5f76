"use client";

import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { IssueGroup, ReviewSummary, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import { classNames } from "../ui/class-names.ts";
import { Button } from "../ui/form/button.tsx";
import { alignedWithText } from "../ui/form/button-classes.ts";
import { CutOff } from "./cut-off/cut-off.tsx";
import { GroupDecision } from "./group-decision.tsx";
import { type Decision, decisionOf } from "./group-policies.ts";

export interface IssuePanelProps {
  /** Shown above the problems. */
  children?: ReactNode;
  summary: ReviewSummary;
  mapping: Mapping;
  filter: RowFilter;
  headers: readonly string[];
  onFilter: (filter: RowFilter) => void;
  onGoTo: (group: IssueGroup) => void;
  onFixAll: (group: IssueGroup) => void;
  onDecide: (decision: Decision) => void;
}

/** The problems by reason: how many, where the first is, and what can be fixed at once. Errors come first. */
export function IssuePanel(props: IssuePanelProps) {
  const { summary, mapping, filter, headers } = props;
  const t = useTranslations("review.panel");
  const hasBalance = loadsBalance(mapping);
  const cutOff = summary.cutOff === null ? null : <CutOff cutOff={summary.cutOff} onDecide={props.onDecide} />;
  if (summary.groups.length === 0) {
    return (
      <>
        {cutOff}
        {props.children}
        <p
          className={classNames(
            "flex items-center gap-2 px-4 py-4 lg:px-3",
            hasBalance ? "text-success" : "text-text-muted",
          )}
        >
          <CircleCheck aria-hidden className="size-4 shrink-0" />
          {t(hasBalance ? "none" : "noneInRows")}
        </p>
      </>
    );
  }
  return (
    <>
      {cutOff}
      {props.children}
      <ul aria-label={t("title")} className="divide-y divide-border">
        {sortedGroups(summary.groups).map((group) => (
          <GroupItem
            key={`${group.code} ${group.column}`}
            group={group}
            header={group.column === null ? null : (headers[group.column] ?? null)}
            isChosen={filter.show === "group" && filter.code === group.code && filter.column === group.column}
            decision={decisionOf(group, mapping)}
            onFilter={props.onFilter}
            onGoTo={() => props.onGoTo(group)}
            onFixAll={() => props.onFixAll(group)}
            onDecide={props.onDecide}
          />
        ))}
      </ul>
    </>
  );
}

function sortedGroups(groups: readonly IssueGroup[]): IssueGroup[] {
  return [...groups].sort((a, b) => (a.severity === b.severity ? b.rows - a.rows : a.severity === "error" ? -1 : 1));
}

interface GroupItemProps {
  group: IssueGroup;
  header: string | null;
  isChosen: boolean;
  decision: ReturnType<typeof decisionOf>;
  onFilter: (filter: RowFilter) => void;
  onGoTo: () => void;
  onFixAll: () => void;
  onDecide: (decision: Decision) => void;
}

function GroupItem({ group, header, isChosen, decision, onFilter, onGoTo, onFixAll, onDecide }: GroupItemProps) {
  const t = useTranslations("review.panel");
  const words = useIssueWords();
  const Icon = group.severity === "error" ? CircleAlert : TriangleAlert;
  const place = words.field(group.field) ?? header;
  return (
    <li className={classNames("px-4 py-2 lg:px-3", isChosen && "bg-accent-soft")}>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={() => onFilter(isChosen ? { show: "all" } : { show: "group", code: group.code, column: group.column })}
        className="flex w-full items-start gap-2 rounded-sm text-left"
      >
        <Icon
          aria-hidden
          className={classNames("mt-[3px] size-4 shrink-0", group.severity === "error" ? "text-error" : "text-warning")}
        />
        <span className="min-w-0 flex-1">
          <span className="block text-sm font-medium">{words.title(group.code)}</span>
          {place === null ? null : <span className="block truncate text-xs text-text-muted">{place}</span>}
        </span>
        <span className="text-sm text-text-muted tabular-nums">
          <span className="sr-only">{t(group.severity)}: </span>
          {t.rich("rows", {
            count: group.rows,
            n: (number) => <span className="font-semibold text-text">{number}</span>,
          })}
        </span>
      </button>
      <div className="mt-1 flex flex-wrap gap-x-5 gap-y-1 pl-6 pointer-coarse:gap-y-3">
        <Button size="sm" variant="ghost" className={alignedWithText} onClick={onGoTo}>
          {t("goTo")}
        </Button>
        {group.proposals === 0 ? null : (
          <Button size="sm" onClick={onFixAll}>
            {t("fixAll", { count: group.proposals })}
          </Button>
        )}
        {decision === null ? null : <GroupDecision decision={decision} subject={place ?? ""} onDecide={onDecide} />}
      </div>
    </li>
  );
}
