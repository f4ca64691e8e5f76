"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl";
import type { FieldId } from "#lib/domain/fields/field.ts";
import {
  movePart,
  partsOf,
  separatorNames,
  separatorOf,
  setSeparator,
} from "#lib/domain/mapping/answers/joined-columns.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Select } from "../ui/form/select.tsx";

export interface JoinedNoteProps {
  mapping: Mapping;
  column: number;
  field: FieldId;
  group: number;
  label: string;
  headers: readonly string[];
  onChange: (mapping: Mapping) => void;
}

/** Which part of a joined value a column is, the other parts, and the text between them. */
export function JoinedNote({ mapping, column, field, group, label, headers, onChange }: JoinedNoteProps) {
  const t = useTranslations("mapping");
  const parts = partsOf(mapping, { field, group });
  const at = parts.indexOf(column);
  const header = headers[column] ?? "";
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-text-muted">
      <span className="min-w-0 flex-1 basis-40">
        {at === 0
          ? parts.map((part) => t("quoted", { text: headers[part] ?? "" })).join(" + ")
          : t("join.part", { position: at + 1, count: parts.length })}
      </span>
      <IconButton
        label={t("join.earlier", { header })}
        size="sm"
        disabled={at === 0}
        onClick={() => onChange(movePart(mapping, column, -1))}
      >
        <ArrowUp />
      </IconButton>
      <IconButton
        label={t("join.later", { header })}
        size="sm"
        disabled={at === parts.length - 1}
        onClick={() => onChange(movePart(mapping, column, 1))}
      >
        <ArrowDown />
      </IconButton>
      {at !== 0 ? null : (
        <Select
          label={t("join.separator", { field: label })}
          value={separatorOf(mapping, field)}
          choices={separatorNames.map((name) => ({ value: name, label: t(`join.separators.${name}`) }))}
          onChange={(name) => onChange(setSeparator(mapping, field, name))}
          className="w-44"
        />
      )}
    </div>
  );
}
