"use client";

import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type LastTime, wasPlaceholder } from "#lib/domain/cures/last-time.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import type { IssueGroup, ReviewSummary, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import { classNames } from "../ui/class-names.ts";
import { isAsLastTime, offerOf } from "./cures/as-last-time.ts";
import type { Cure } from "./cures/cure.ts";
import { choicesOf } from "./cures/cure-choices.ts";
import { FilledItem, type FilledItemProps } from "./cures/filled-item.tsx";
import { useKeptFocus } from "./cures/use-kept-focus.ts";
import { CutOff } from "./cut-off/cut-off.tsx";
import { GroupItem } from "./group-item.tsx";
import { type Decision, decisionOf } from "./group-policies.ts";

export interface IssuePanelProps {
  /** Shown above the problems. */
  children?: ReactNode;
  summary: ReviewSummary;
  fields: readonly Field[];
  mapping: Mapping;
  /** What was decided in an earlier file; null if none is remembered. */
  lastTime: LastTime | null;
  filter: RowFilter;
  headers: readonly string[];
  /** A note beside the rows asks something. */
  isAsked: boolean;
  /** A note beside the rows says that the file may not be whole. */
  isDoubted: boolean;
  onFilter: (filter: RowFilter) => void;
  onGoTo: (group: IssueGroup) => void;
  /** Asks what to do about a reason. `preset`: the answer to begin with. */
  onCure: (group: IssueGroup, preset: Cure | null) => void;
  /** Takes back the value for a field's empty cells. */
  onUnfill: (field: string) => void;
  onDecide: (decision: Decision) => void;
}

/** The problems by reason: how many, where the first is, and what can be done at once. Errors come first. */
export function IssuePanel(props: IssuePanelProps) {
  const { summary, fields, mapping, lastTime, filter, headers } = props;
  const t = useTranslations("review.panel");
  const keptFocus = useKeptFocus<HTMLUListElement>();
  const portfolio = lastTime?.of ?? null;
  return (
    <>
      {summary.cutOff === null ? null : (
        <CutOff cutOff={summary.cutOff} isCorrection={summary.report !== null} onDecide={props.onDecide} />
      )}
      {props.children}
      {summary.groups.length === 0 ? (
        <NoProblems isAll={loadsBalance(mapping) && !props.isAsked && !props.isDoubted} />
      ) : null}
      {summary.groups.length + summary.filled.length === 0 ? null : (
        <ul {...keptFocus} aria-label={t("title")} className="divide-y divide-border">
          {sortedGroups(summary.groups).map((group) => {
            const choices = choicesOf(group, fields, mapping);
            return (
              <GroupItem
                key={`${group.code} ${group.column}`}
                group={group}
                header={group.column === null ? null : (headers[group.column] ?? null)}
                isChosen={filter.show === "group" && filter.code === group.code && filter.column === group.column}
                decision={decisionOf(group, mapping)}
                choices={choices}
                offer={offerOf(lastTime, group, choices)}
                asLastTime={{ is: isAsLastTime(lastTime, group, mapping), portfolio }}
                onFilter={props.onFilter}
                onGoTo={() => props.onGoTo(group)}
                onCure={(preset) => props.onCure(group, preset)}
                onDecide={props.onDecide}
              />
            );
          })}
          {summary.filled.map((filled) => (
            <FilledItem
              key={filled.field}
              filled={filled}
              level={levelOf(filled.field, fields, mapping)}
              of={lastTime !== null && wasPlaceholder(lastTime, filled.field, filled.value) ? { portfolio } : null}
              onTakeBack={() => props.onUnfill(filled.field)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** `isAll`: nor is there one in the file as a whole. */
function NoProblems({ isAll }: { isAll: boolean }) {
  const t = useTranslations("review.panel");
  return (
    <p className={classNames("flex items-center gap-2 px-4 py-4 lg:px-3", isAll ? "text-success" : "text-text-muted")}>
      <CircleCheck aria-hidden className="size-4 shrink-0" />
      {t(isAll ? "none" : "noneInRows")}
    </p>
  );
}

function sortedGroups(groups: readonly IssueGroup[]): IssueGroup[] {
  return [...groups].sort((a, b) => (a.severity === b.severity ? b.rows - a.rows : a.severity === "error" ? -1 : 1));
}

function levelOf(fieldId: string, fields: readonly Field[], { emptied = [] }: Mapping): FilledItemProps["level"] {
  if (fields.find(({ id }) => id === fieldId)?.level === "obligation") return "obligation";
  return emptied.includes(fieldId) ? "debtor" : "kept";
}
