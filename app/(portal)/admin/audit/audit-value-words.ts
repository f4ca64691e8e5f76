import { z } from "zod";
import { thresholdUnit, typedNumber } from "#components/portfolios/thresholds.ts";
import type { AuditDetail, PlainDetail } from "#lib/domain/views/audit-view.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import { formattersFor } from "#lib/i18n/formatters.ts";
import { isKnownKey } from "#lib/i18n/known-key.ts";
import { formattingLocaleOf, type Locale } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { clockText, weekdaysText } from "#lib/i18n/weekdays.ts";

const thresholdsSchema = z.record(z.string(), z.number());

/** Says the value of one detail of an audit entry in a language: codes as words, ids of fields as their labels. */
export function auditValueWords(locale: Locale): (name: string, value: AuditDetail) => string {
  const t = translatorFor(locale, "admin");
  const messages = messagesFor(locale);
  const format = formattersFor(locale);
  const fieldLabels = (ids: string) => ids.split(", ").map((id) => fieldWordsById(messages.fields, id).label);
  const thresholdWords = (stored: string) =>
    Object.entries(thresholdsSchema.parse(JSON.parse(stored))).map(([name, value]) => {
      const words = isKnownKey(messages.portfolios.thresholds.names, name)
        ? messages.portfolios.thresholds.names[name]
        : name;
      return `${words} ${format.number(typedNumber(name, value))}${thresholdUnit(name) === "share" ? " %" : ""}`;
    });
  const defaultWords = (stored: string) =>
    Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(stored))).map(
      ([id, value]) => `${fieldLabels(id)[0]} = ${value}`,
    );
  const { repeatBehaviours, obligations } = messages.admin.tenant;
  const { groups, lists, stops, links, proofs, refusals, places, attempts, actionGroups, actions } =
    messages.admin.audit;
  const { levels, kinds } = messages.admin.customFields;
  const { roles } = messages.admin.user;
  const reports = messages.outcome.report.groups;
  const said = (words: Readonly<Record<string, string>>, code: string) => words[code] ?? code;

  const plain = (name: string, value: PlainDetail): string => {
    if (typeof value === "boolean") return t(value ? "audit.yes" : "audit.no");
    if (typeof value === "number") return name === "expectedMinute" ? clockText(value) : format.number(value);
    if (name === "until" && value === null) return messages.holds.noEnd;
    if (value === null || value === "") return "—";
    switch (name) {
      case "balance":
        // The entry has no currency.
        return format.money(value, "").trim();
      case "repeatBehaviour":
        return said(repeatBehaviours, value);
      case "obligations":
        return said(obligations.names, value);
      case "group":
        return said({ ...reports, ...groups }, value);
      case "list":
        return said(lists, value);
      case "stops":
        return value
          .split(" ")
          .map((code) => said(stops, code))
          .join(", ");
      case "outcome":
        return said(messages.ui.outcome, value);
      case "why":
        return said(messages.holds.reasons, value);
      case "role":
        return said(roles, value);
      case "link":
        return said(links, value);
      case "proof":
        return said(proofs, value);
      case "refusal":
        return said(refusals, value);
      case "level":
        return said(levels, value);
      case "kind":
        return said(kinds, value);
      case "expectedDays":
        return weekdaysText(formattingLocaleOf(locale), value.split(" ").map(Number));
      case "thresholds":
        return thresholdWords(value).join(", ") || "—";
      case "volatileFields":
        return fieldLabels(value).join(", ");
      case "defaults":
        return value.startsWith("{") ? defaultWords(value).join(", ") : fieldLabels(value).join(", ");
      case "closeOutFieldId":
        return fieldLabels(value).join(", ");
      case "at":
        return said(places, value);
      case "attempt":
        return said(attempts, value);
      case "action":
        return said({ ...actionGroups, ...actions }, value);
      case "person":
        return value.split(" ").map(shortDigest).join(", ");
      case "inUploads":
        return format.number(value.split(" ").length);
      default:
        return value;
    }
  };
  return (name, value) =>
    typeof value === "object" && value !== null
      ? `${plain(name, value.from)} → ${plain(name, value.to)}`
      : plain(name, value);
}

/** Enough of a keyed hash to tell people apart. */
export function shortDigest(digest: string): string {
  return digest.slice(digest.indexOf(":") + 1).slice(0, 8);
}
