"use client";

import { CopyPlus } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { repeatFirstGroup } from "#lib/domain/mapping/answers/repeat-groups.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";

export interface HandGroupsProps {
  mapping: Mapping;
  columns: readonly ColumnReport[];
  fields: readonly Field[];
  onChange: (mapping: Mapping) => void;
}

/**
 * For several obligations in a row whose headers do not number them: how to assign them, and a button that
 * repeats the first group.
 */
export function HandGroups({ mapping, columns, fields, onChange }: HandGroupsProps) {
  const t = useTranslations("mapping.layout");
  const pattern = repeatFirstGroup(mapping, columns, fields);
  const isRepeated = pattern !== null && JSON.stringify(pattern.mapping) === JSON.stringify(mapping);
  return (
    <Callout
      title={t("byHand.title")}
      action={
        pattern === null || isRepeated ? null : (
          <Button onClick={() => onChange(pattern.mapping)}>
            <CopyPlus aria-hidden />
            {t("byHand.repeat", { count: pattern.added })}
          </Button>
        )
      }
    >
      {t(isRepeated ? "byHand.repeated" : "byHand.text")}
    </Callout>
  );
}
