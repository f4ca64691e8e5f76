"use client";

import { useTranslations } from "use-intl";
import { leavesOut } from "#lib/domain/portfolio/comparison/sending.ts";
import type { ComparisonView, Sending } from "#lib/domain/views/comparison-view.ts";
import { Callout } from "../ui/callout.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { RadioGroup } from "../ui/form/radio-group.tsx";
import { Progress } from "../ui/progress.tsx";
import { Section } from "../ui/section.tsx";

export interface ChosenSending {
  readonly sends: Sending;
  readonly countsVolatile: boolean;
}

export interface SendingChoiceProps {
  view: Pick<ComparisonView, "choice" | "figures">;
  /** What is shown as chosen: the choice, or the one that is being made. */
  chosen: ChosenSending;
  /** Debtors moved by the choice that is being made, and all that it moves; null: none is. */
  moving: { readonly done: number; readonly total: number } | null;
  onChoose: (chosen: ChosenSending) => void;
}

/** Everything or only what changed, with the calls that each takes; or why only the first. */
export function SendingChoice({ view: { choice, figures }, chosen, moving, onChoose }: SendingChoiceProps) {
  const t = useTranslations("portfolios.comparison.sending");
  const { refusal, calls } = choice;
  // How many would be twice is said of what is sent, as for any upload.
  const whyNot = refusal === null ? null : t(`refusal.${refusal}`, { debtors: 0, isPart: "no" });
  // What was chosen before it could not be any more stays, until everything is chosen.
  if (refusal !== null && chosen.sends === "everything") {
    return (
      <Section title={t("title")}>
        <p className="max-w-prose">
          {t("all")} {whyNot}
        </p>
      </Section>
    );
  }
  const { debtors } = figures.debtors.volatile;
  // Where only those who differ in volatile fields are unchanged, "only what changed" is chosen without them.
  const countsVolatile = chosen.countsVolatile && (chosen.sends === "changes" || leavesOut(figures, true));
  const changes = countsVolatile ? calls.changes : calls.changesWithoutVolatile;
  // Until a person chooses.
  const isByBudget = choice.byBudget && moving === null;
  const saved = calls.everything - changes;
  const why = leavesOut(figures, countsVolatile) ? "moved" : "countsVolatile";
  return (
    <Section title={t("title")}>
      <div className="flex flex-col gap-3" aria-busy={moving !== null}>
        <RadioGroup
          label={t("label")}
          value={chosen.sends}
          choices={[
            { value: "everything", label: t("everything"), description: t("calls", { calls: calls.everything }) },
            {
              value: "changes",
              label: t("changes"),
              description:
                saved > 0 ? t("saves", { calls: changes, saved }) : t(`savesNone.${why}`, { calls: changes }),
            },
          ]}
          onChange={(sends) => onChoose({ sends, countsVolatile })}
        />
        {debtors > 0 && chosen.sends === "changes" ? (
          <div className="pl-6">
            <Checkbox
              label={t("countsVolatile")}
              description={[
                `${t("countsVolatileText", { debtors, calls: calls.changes - calls.changesWithoutVolatile })}.`,
                ...(isByBudget ? [t("byBudget", { enough: chosen.countsVolatile ? "yes" : "no" })] : []),
                ...(chosen.countsVolatile || refusal !== null ? [] : [t("countsVolatileNot")]),
              ].join(" ")}
              checked={chosen.countsVolatile}
              onCheckedChange={(countsVolatile) => onChoose({ ...chosen, countsVolatile })}
            />
          </div>
        ) : null}
        {refusal === null ? null : <Callout tone="warning">{whyNot}</Callout>}
        {moving === null ? null : <Progress label={t("moving")} {...moving} detail={t("moved", moving)} />}
        {refusal === null && chosen.sends === "changes" ? (
          <p className="max-w-prose text-sm text-text-muted">{t("stays")}</p>
        ) : null}
        {refusal === null ? <FullSend choice={choice} /> : null}
      </div>
    </Section>
  );
}

function FullSend({ choice: { fullSendAt, fullSendDueAt, isFullSendDue } }: Pick<ComparisonView, "choice">) {
  const t = useTranslations("portfolios.comparison.sending");
  if (fullSendAt === null || fullSendDueAt === null) return <Callout tone="warning">{t("neverFull")}</Callout>;
  const at = () => <DateTime value={fullSendAt} show="date" />;
  if (isFullSendDue) return <Callout tone="warning">{t.rich("fullSendDue", { at })}</Callout>;
  const due = () => <DateTime value={fullSendDueAt} show="date" />;
  return <p className="text-sm text-text-muted">{t.rich("fullSend", { at, due })}</p>;
}
