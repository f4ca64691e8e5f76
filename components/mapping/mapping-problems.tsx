"use client";

import { useMessages, useTranslations } from "use-intl";
import type { MappingProblem } from "#lib/domain/mapping/check-mapping.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import { Callout } from "../ui/callout.tsx";

export interface MappingProblemsProps {
  problems: readonly MappingProblem[];
  headers: readonly string[];
}

/**
 * Why the user cannot continue, each with a link to its column if there is one. Missing fields are shown elsewhere.
 */
export function MappingProblems({ problems: all, headers }: MappingProblemsProps) {
  const t = useTranslations("mapping.problems");
  const catalogue = useMessages().fields;
  const problems = all.filter((problem) => problem.code !== "required_field_missing");
  if (problems.length === 0) return null;
  return (
    <Callout tone="error" role="alert" title={t("title", { count: problems.length })}>
      <ul data-problem className="flex flex-col gap-1">
        {problems.map(({ code, field, columns }) => (
          <li key={`${code} ${field} ${columns.join()}`}>
            {t(code, { field: field === null ? "" : fieldWordsById(catalogue, field).label })}
            {columns.map((column) => (
              <a key={column} href={`#column-${column}`} className="ml-2 font-medium text-accent underline">
                {headers[column]}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
