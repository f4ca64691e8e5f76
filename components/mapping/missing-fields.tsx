"use client";

import { useMessages, useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { setConstant } from "#lib/domain/mapping/answers/edit-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { fieldWords } from "#lib/i18n/field-words.ts";
import { Callout } from "../ui/callout.tsx";
import { Input } from "../ui/form/input.tsx";
import { KeepsLast } from "./keeps-last.tsx";

export interface MissingFieldsProps {
  /** Required fields that no column provides. */
  fields: readonly Field[];
  mapping: Mapping;
  /** The user tried to continue without them. */
  isBlocking: boolean;
  onMapping: (mapping: Mapping) => void;
}

/** Fields that the CRM requires and no column provides: choose a column below, or type one value for all. */
export function MissingFields({ fields, mapping, isBlocking, onMapping }: MissingFieldsProps) {
  const t = useTranslations("mapping.missing");
  const catalogue = useMessages().fields;
  if (fields.length === 0) return null;
  const isSettled = fields.every((field) => mapping.constants.some((constant) => constant.field === field.id));
  return (
    <Callout
      tone={isSettled ? "info" : isBlocking ? "error" : "warning"}
      title={t(isSettled ? "settled" : "title", { count: fields.length })}
    >
      {isSettled ? null : <p className="text-sm text-text-muted">{t("text")}</p>}
      <ul data-problem className="mt-2 grid gap-x-6 gap-y-2 lg:grid-cols-2">
        {fields.map((field) => {
          const words = fieldWords(catalogue, field);
          return (
            <li
              key={field.id}
              className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,14rem)]"
            >
              <span>
                {words.label} <span className="text-sm text-text-muted">({t(field.level)})</span>
              </span>
              {field.kind === "identification" ? (
                <span className="text-sm text-text-muted">{t("needsColumn")}</span>
              ) : (
                <Input
                  aria-label={t("constantOf", { field: words.label })}
                  placeholder={t("constant")}
                  value={mapping.constants.find((constant) => constant.field === field.id)?.value ?? ""}
                  onChange={(event) => onMapping(setConstant(mapping, field.id, event.target.value))}
                />
              )}
              <span className="sm:col-span-2">
                <KeepsLast field={field} label={words.label} mapping={mapping} onMapping={onMapping} />
              </span>
            </li>
          );
        })}
      </ul>
    </Callout>
  );
}
