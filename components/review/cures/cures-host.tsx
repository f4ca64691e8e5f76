"use client";

import { placeholderIn } from "#lib/domain/cures/cure-kinds.ts";
import type { LastTime } from "#lib/domain/cures/last-time.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { Change } from "#lib/spreadsheet/protocol/cures.ts";
import type { IssueGroup } from "#lib/spreadsheet/protocol/review.ts";
import type { ReviewSource } from "../review-source.ts";
import { type Cure, changeOf } from "./cure.ts";
import { choicesOf } from "./cure-choices.ts";
import { CureDialog } from "./cure-dialog.tsx";

/** The reason that is being asked about. */
export interface Curing {
  readonly group: IssueGroup;
  /** The answer to begin with; null for the first one. */
  readonly preset: Cure | null;
}

export interface CuresHostProps {
  curing: Curing | null;
  source: ReviewSource;
  fields: readonly Field[];
  headers: readonly string[];
  mapping: Mapping;
  lastTime: LastTime | null;
  /** The portfolio's usual values, by field. */
  usual: Readonly<Record<string, string>>;
  onChange: (changeOf: (mapping: Mapping) => Change) => void;
  onClose: () => void;
  onFault: (error: unknown) => void;
}

/** Asks what to do about a reason as long as there is one to ask about. */
export function CuresHost(props: CuresHostProps) {
  const { curing, fields, mapping, lastTime, usual, onChange, onClose } = props;
  if (curing === null) return null;
  const { group } = curing;
  const choices = choicesOf(group, fields, mapping);
  const value = valueFor(group.field, mapping, lastTime, usual);
  return (
    <CureDialog
      source={props.source}
      group={group}
      header={group.column === null ? null : (props.headers[group.column] ?? null)}
      mapping={mapping}
      choices={choices}
      preset={curing.preset}
      usual={value}
      onCure={(cure) => {
        onClose();
        onChange((before) => changeOf(before, group, cure));
      }}
      onClose={onClose}
      onFault={props.onFault}
    />
  );
}

/** The value that such cells had last time, or have by the portfolio's settings; "" for none. */
function valueFor(
  field: string | null,
  mapping: Mapping,
  lastTime: LastTime | null,
  usual: CuresHostProps["usual"],
): string {
  if (field === null) return "";
  const known = lastTime === null ? null : placeholderIn(lastTime, { id: field });
  return placeholderIn(mapping, { id: field }) ?? known ?? usual[field] ?? "";
}
