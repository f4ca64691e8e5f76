"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { IssueGroup, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import { classNames } from "../ui/class-names.ts";
import { Button } from "../ui/form/button.tsx";
import { alignedWithText } from "../ui/form/button-classes.ts";
import type { Cure } from "./cures/cure.ts";
import { type CureChoice, choiceOf, useCureWords } from "./cures/cure-choices.ts";
import { LastTimeBadge } from "./cures/last-time-badge.tsx";
import { GroupDecision } from "./group-decision.tsx";
import type { Decision, decisionOf } from "./group-policies.ts";

export interface GroupItemProps {
  group: IssueGroup;
  header: string | null;
  isChosen: boolean;
  decision: ReturnType<typeof decisionOf>;
  choices: readonly CureChoice[];
  /** What was done last time and can be done now. */
  offer: Cure | null;
  /** Whether what is decided is last time's decision; the portfolio that remembers it, if it is another one. */
  asLastTime: { readonly is: boolean; readonly portfolio: string | null };
  onFilter: (filter: RowFilter) => void;
  onGoTo: () => void;
  /** Opens the question what to do, with an answer if there is one already. */
  onCure: (preset: Cure | null) => void;
  onDecide: (decision: Decision) => void;
}

/** A reason: how many rows have it, the way to them, and what can be done about all of them. */
export function GroupItem(props: GroupItemProps) {
  const { group, header, isChosen, decision, offer, asLastTime, onFilter, onCure } = props;
  const t = useTranslations("review.panel");
  const cures = useTranslations("cures");
  const words = useIssueWords();
  const cureWords = useCureWords(group);
  const Icon = group.severity === "error" ? CircleAlert : TriangleAlert;
  const place = words.field(group.field) ?? header;
  const choices = props.choices.filter((choice) => !choice.startsWith("policy."));
  const [only] = choices;
  return (
    <li
      className={classNames(
        "px-4 py-2 lg:px-3",
        isChosen && "bg-accent-soft forced-colors:outline forced-colors:-outline-offset-2",
      )}
    >
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
      <div className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-1 pl-6 pointer-coarse:gap-y-3">
        {asLastTime.is || offer !== null ? <LastTimeBadge portfolio={asLastTime.portfolio} /> : null}
        {offer === null ? null : (
          <Button
            size="sm"
            aria-label={cures("offer", { cure: cureWords(choiceOf(offer)).label })}
            onClick={() => onCure(offer)}
          >
            {cures("one", { cure: cureWords(choiceOf(offer)).label })}
          </Button>
        )}
        <Button size="sm" variant="ghost" className={alignedWithText} onClick={props.onGoTo}>
          {t("goTo")}
        </Button>
        {only === undefined || (choices.length === 1 && offer?.kind === only) ? null : (
          <Button
            size="sm"
            variant={offer === null ? "secondary" : "ghost"}
            className={offer === null ? "" : alignedWithText}
            onClick={() => onCure(null)}
          >
            {choices.length === 1 ? cures("one", { cure: cureWords(only).label }) : cures("open")}
          </Button>
        )}
        {decision === null ? null : (
          <GroupDecision decision={decision} subject={place ?? ""} onCure={onCure} onDecide={props.onDecide} />
        )}
      </div>
    </li>
  );
}
