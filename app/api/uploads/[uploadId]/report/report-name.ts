import { type ReportGroup, reportGroups } from "#lib/domain/views/report.ts";
import { type Locale, locales } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";

/**
 * A report's name: the file's name and the group. A correction's file was itself a report, so its group is
 * not repeated.
 */
export function reportName(fileName: string, group: ReportGroup, format: string, locale: Locale): string {
  let name = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  for (let ending = endingOf(name); ending !== null; ending = endingOf(name)) name = name.slice(0, -ending.length);
  return `${name}${nameEnding(group, locale)}.${format}`;
}

function nameEnding(group: ReportGroup, locale: Locale): string {
  return ` - ${translatorFor(locale, "outcome.report")(`groups.${group}`)}`;
}

/** A browser that already has the file appends "(1)". */
function endingOf(name: string): string | null {
  const copy = /\s*\(\d{1,3}\)$/.exec(name)?.[0] ?? "";
  const bare = name.slice(0, name.length - copy.length);
  for (const locale of locales) {
    for (const group of reportGroups) {
      const ending = nameEnding(group, locale);
      if (bare.length > ending.length && bare.endsWith(ending)) return ending + copy;
    }
  }
  return null;
}
