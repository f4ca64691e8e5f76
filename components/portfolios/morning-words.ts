import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { shownState } from "#lib/domain/outcome/shown-state.ts";
import { leastShare } from "#lib/domain/portfolio/comparison/compared-sums.ts";
import type { Health } from "#lib/domain/portfolio/morning/health.ts";
import type { MorningLine, MorningLoad } from "#lib/domain/views/morning-view.ts";

/** What the lines of the morning say. */
export interface MorningWords {
  health(line: Pick<MorningLine, "health" | "expectedAt" | "timeZone">): string;
  /** What is left to do for a portfolio, in one sentence. */
  todo(line: MorningLine): string;
  /** What waits for a confirmation beside that; null for nothing. */
  waiting(line: MorningLine): string | null;
  /** How long the law still leaves for its load. */
  runsOut(left: NonNullable<MorningLine["runsOut"]>): string;
  /** What the one button of a line does. */
  action(line: MorningLine): string;
  /** The name of a strip of loads, and what it says if there are none. */
  readonly strip: { readonly label: string; readonly none: string };
  /** A load in one sentence, and its day of the month. */
  load(load: MorningLoad): { readonly said: string; readonly day: string };
  /** How far a balance is from the one before: "+1,2 %", and in words. */
  change(change: number): { readonly said: string; readonly shown: string };
}

/**
 * Hundreds of lines mostly say the same, and to say it a message is read and figures are formatted; so each is said once
 * for all of them.
 */
export function useMorningWords(): MorningWords {
  const t = useTranslations("portfolios.morning");
  const loads = useTranslations("portfolios.load");
  const states = useTranslations("ui.uploadState");
  const ui = useTranslations("ui");
  const format = useFormatter();
  return useMemo(() => {
    const time = (expectedAt: string | null, timeZone: string, style: object) =>
      expectedAt === null ? "" : format.dateTime(new Date(expectedAt), { ...style, timeZone });
    const health = once((of: Health, expectedAt: string | null, timeZone: string) =>
      t(`health.${of}`, { time: time(expectedAt, timeZone, { timeStyle: "short" }) }),
    );
    const todo = once((of: Health, debtors: number, held: number, expectedAt: string | null, timeZone: string) =>
      t(`todo.${of}`, { debtors, held, time: time(expectedAt, timeZone, dayAndHour) }),
    );
    const percent = (value: number) => format.number(value, { style: "percent" });
    const accepted = (of: number) => (of > 0 && of < 0.01 ? ui("lessThan", { share: percent(0.01) }) : percent(of));
    const load = once(
      (
        day: string,
        state: ReturnType<typeof shownState>,
        acceptedShare: number | null,
        leftOut: number,
        held: number,
      ) => {
        const at = new Date(day);
        const date = format.dateTime(at, { dateStyle: "medium", timeZone: "UTC" });
        const words = { date, state: states(state) };
        return {
          said:
            acceptedShare === null
              ? t("strip.load", words)
              : t("strip.loadAccepted", { ...words, share: accepted(acceptedShare), leftOut, held }),
          day: format.dateTime(at, { day: "numeric", timeZone: "UTC" }),
        };
      },
    );
    // As in the sentence of a comparison: a small share keeps its first digit, down to that of the smallest that is said.
    const share = (value: number, signDisplay: "always" | "never") =>
      format.number(value, {
        style: "percent",
        signDisplay,
        ...(Math.abs(value) < 0.001
          ? { maximumSignificantDigits: 1 }
          : { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
      });
    const said = once((change: number) => {
      if (change === 0) return { said: t("change.same"), shown: "=" };
      const isTiny = Math.abs(change) < leastShare;
      const less = isTiny ? ui("lessThan", { share: share(leastShare, "never") }) : null;
      const words = t(change > 0 ? "change.more" : "change.less", { share: less ?? share(change, "never") });
      const bound = change > 0 ? `< ${share(leastShare, "always")}` : `> ${share(-leastShare, "always")}`;
      return { said: words, shown: isTiny ? bound : share(change, "always") };
    });
    return {
      health: ({ health: of, expectedAt, timeZone }) => health(of, expectedAt, timeZone),
      todo: (line) =>
        needsPart(line)
          ? loads("missing", { count: line.partsMissing })
          : line.notIn > 0
            ? todo("in_part", line.notIn, 0, null, line.timeZone)
            : todo(line.health, line.debtors, line.held, line.expectedAt, line.timeZone),
      waiting: ({ waiting: count, health }) =>
        count === 0 ? null : t(draftHealths.has(health) ? "waiting.others" : "waiting.all", { count }),
      runsOut: ({ due, days }) => {
        const date = format.dateTime(new Date(due), { day: "numeric", month: "short", timeZone: "UTC" });
        return t(days < 0 ? "runsOut.over" : days === 0 ? "runsOut.today" : "runsOut.tomorrow", { date });
      },
      action: (line) =>
        needsPart(line) ? t("action.part", { count: line.partsMissing }) : t(`action.${actionOf(line)}`),
      strip: { label: t("strip.label"), none: t("strip.none") },
      load: ({ day, state, completeness, acceptedShare, leftOutRows, held }) =>
        load(
          day,
          shownState(state, held > 0 && completeness === "whole" ? "part" : completeness),
          acceptedShare,
          leftOutRows,
          held,
        ),
      change: (change) => said(Math.abs(change) < 0.001 ? change : Math.round(change * 1_000) / 1_000),
    };
  }, [t, loads, states, ui, format]);
}

/** They are about an upload that waits for its confirmation itself. */
const draftHealths: ReadonlySet<Health> = new Set<Health>(["odd", "to_confirm"]);

/** A correction that leads nowhere is not offered. */
function actionOf({ uploadId, health, isCorrectable }: MorningLine): Health | "load" {
  if (uploadId === null) return "load";
  return health === "in_part" && !isCorrectable ? "loaded" : health;
}

/** All that is here got in, and only a part is still to come. */
export function needsPart({ health, debtors, partsMissing }: MorningLine): boolean {
  return health === "in_part" && debtors === 0 && partsMissing > 0;
}

// Without the month, English would write "27 Fri".
const dayAndHour = { weekday: "short", day: "numeric", month: "numeric", hour: "numeric", minute: "2-digit" } as const;

/** Answers the same question once. */
function once<Asked extends readonly (string | number | null)[], Said>(say: (...asked: Asked) => Said) {
  const known = new Map<string, Said>();
  return (...asked: Asked): Said => {
    const key = asked.join("|");
    const said = known.get(key) ?? say(...asked);
    known.set(key, said);
    return said;
  };
}
