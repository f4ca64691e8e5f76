import type { PortfolioSettings } from "#lib/domain/views/portfolio-view.ts";
import { clockText } from "#lib/i18n/weekdays.ts";
import { storedNumber, typedNumber } from "./thresholds.ts";

/** A portfolio as its form holds it: what was typed, not yet checked. */
export interface PortfolioDraft {
  readonly name: string;
  readonly creditor: string;
  readonly expectedDays: readonly number[];
  /** "07:30"; empty: at no hour. */
  readonly expectedTime: string;
  readonly volatileFields: readonly string[];
  /** Those that differ from the defaults, shares in per cent; an empty one is the default. */
  readonly thresholds: Readonly<Record<string, string>>;
  readonly defaults: Readonly<Record<string, string>>;
  readonly closeOutBalance: boolean;
  readonly closeOutFieldId: string | null;
  readonly closeOutValue: string;
  readonly fullSendDays: string;
}

/** What a new portfolio begins with: the defaults of the database. */
export const emptyPortfolioDraft: PortfolioDraft = {
  name: "",
  creditor: "",
  expectedDays: [],
  expectedTime: "",
  volatileFields: ["obligation.days_delay"],
  thresholds: {},
  defaults: {},
  closeOutBalance: true,
  closeOutFieldId: null,
  closeOutValue: "",
  fullSendDays: "7",
};

export function portfolioDraftOf(portfolio: PortfolioSettings): PortfolioDraft {
  const { name, expectedDays, volatileFields, defaults, closeOutBalance, closeOutFieldId } = portfolio;
  const thresholds = Object.entries(portfolio.thresholds).map(([key, value]) => [key, String(typedNumber(key, value))]);
  return {
    name,
    creditor: portfolio.creditor ?? "",
    expectedDays,
    expectedTime: portfolio.expectedMinute === null ? "" : clockText(portfolio.expectedMinute),
    volatileFields,
    thresholds: Object.fromEntries(thresholds),
    defaults,
    closeOutBalance,
    closeOutFieldId,
    closeOutValue: portfolio.closeOutValue ?? "",
    fullSendDays: String(portfolio.fullSendDays),
  };
}

/** The draft as input of the use cases, which refuse what is no number. */
export function portfolioInputOf(draft: PortfolioDraft) {
  const typed = Object.entries(draft.thresholds).filter(([, text]) => text.trim() !== "");
  const { closeOutFieldId } = draft;
  return {
    name: draft.name,
    creditor: draft.creditor.trim() === "" ? null : draft.creditor,
    expectedDays: [...draft.expectedDays],
    expectedMinute: minuteOf(draft.expectedTime),
    volatileFields: [...draft.volatileFields],
    thresholds: Object.fromEntries(typed.map(([key, text]) => [key, storedNumber(key, text)])),
    defaults: { ...draft.defaults },
    closeOutBalance: draft.closeOutBalance,
    closeOutFieldId,
    // Without a field there is nothing to write; with one, an empty value is refused.
    closeOutValue: closeOutFieldId === null ? null : draft.closeOutValue,
    fullSendDays: /^\d+$/.test(draft.fullSendDays.trim()) ? Number(draft.fullSendDays) : Number.NaN,
  };
}

function minuteOf(time: string): number | null {
  if (time === "") return null;
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time) ?? [];
  return Number(hours) * 60 + Number(minutes);
}
