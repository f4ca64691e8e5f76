import { type PersonLine, personLines } from "#lib/domain/people/person-lines.ts";
import type { PersonExport } from "#lib/domain/views/person-view.ts";
import { fieldWords, fieldWordsById } from "./field-words.ts";
import { formattersFor } from "./formatters.ts";
import { isKnownKey } from "./known-key.ts";
import { listSeparatorOf } from "./list-separator.ts";
import type { Locale } from "./locale.ts";
import { messagesFor } from "./messages-for.ts";
import { translatorFor } from "./translator-for.ts";

export interface PersonTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly sheetName: string;
  /** Of a CSV. */
  readonly delimiter: ";" | ",";
}

/** What is known of a person as a table of words: what it is of, what it says, and its value. */
export function personTable(told: PersonExport, locale: Locale): PersonTable {
  const t = translatorFor(locale, "people.table");
  const words = personWords(locale);
  return {
    headers: [t("part"), t("name"), t("value")],
    sheetName: translatorFor(locale, "people")("fileName"),
    delimiter: listSeparatorOf(locale),
    rows: personLines(told).map((line) => [
      t(`parts.${line.part ?? "person"}`, { number: line.number }),
      words.name(line),
      words.value(line),
    ]),
  };
}

/** Values of the CRM's own keys, as they were sent. */
const asSent: readonly unknown[] = ["sent", "data"];

function personWords(locale: Locale) {
  const { people, fields, reasons, issues, holds, ui } = messagesFor(locale);
  const { names, states, changes } = people.table;
  const format = formattersFor(locale);
  const yes = translatorFor(locale, "admin.audit");

  const nameOf = (step: string | number, { path }: PersonLine): string => {
    if (typeof step === "number") return format.number(step + 1);
    if (asSent.includes(path[0]) && step !== path[0] && step !== "Obligations") {
      const level = path.includes("Obligations") ? "obligation" : "debtor";
      return fieldWords(fields, { level, apiKey: step, isCustom: false }).label;
    }
    return isKnownKey(names, step) ? names[step] : step;
  };
  const coded = (key: string | number | undefined, code: string): string | undefined => {
    if (key === "why") return isKnownKey(holds.reasons, code) ? holds.reasons[code] : undefined;
    if (key === "outcome") return isKnownKey(ui.outcome, code) ? ui.outcome[code] : undefined;
    if (key === "evidence") return isKnownKey(reasons.evidence, code) ? reasons.evidence[code] : undefined;
    if (key === "state") return isKnownKey(states, code) ? states[code] : undefined;
    if (key === "change") return isKnownKey(changes, code) ? changes[code] : undefined;
    if (key === "code") return isKnownKey(issues, code) ? issues[code].title : undefined;
    if (key === "fieldId" || key === "field") return fieldWordsById(fields, code).label;
    const reason: unknown = key === "reason" ? Reflect.get(reasons, code) : undefined;
    return typeof reason === "string" ? reason : undefined;
  };

  return {
    name: (line: PersonLine): string => line.path.map((step) => nameOf(step, line)).join(" · "),
    value: ({ path, value }: PersonLine): string => {
      const key = path.at(-1);
      if (typeof value === "boolean") return yes(value ? "yes" : "no");
      if (typeof value === "number") return String(value);
      if (asSent.includes(path[0])) return value;
      if (typeof key === "string" && moments.has(key)) return format.dateTime(value);
      return coded(key, value) ?? value;
    },
  };
}

const moments: ReadonlySet<string> = new Set(["exportedAt", "since", "loadedAt", "confirmedAt", "settledAt"]);
