"use client";

import { CaseSensitive, ChevronDown, ChevronUp, WholeWord, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { maxEdits } from "#lib/domain/table/cell-edit.ts";
import { useElementKeys } from "../../ui/actions/use-page-actions.ts";
import { Button } from "../../ui/form/button.tsx";
import { IconButton } from "../../ui/form/icon-button.tsx";
import { Input } from "../../ui/form/input.tsx";
import { Select } from "../../ui/form/select.tsx";
import type { ReviewColumn } from "../review-columns.ts";
import type { Find } from "./use-find.ts";

export interface FindBarProps {
  find: Find;
  columns: readonly ReviewColumn[];
  isBusy: boolean;
  onReplace: (which: "one" | "all") => void;
  onClose: () => void;
}

const allColumns = "all";

/**
 * Finds text in the shown rows and replaces it. Enter goes to the next match, Shift+Enter to the one before,
 * Esc closes.
 */
export function FindBar(props: FindBarProps) {
  const t = useTranslations("review.find");
  const keys = useTranslations("review.keys");
  const onKeyDown = useElementKeys(keys("find"), [
    { id: "closeFind", label: keys("closeFind"), strokes: ["Escape"], run: props.onClose },
  ]);
  return (
    <search
      aria-label={t("title")}
      onKeyDown={onKeyDown}
      className="grid gap-2 rounded-md border border-border bg-surface-raised p-2"
    >
      <FindLine {...props} />
      <ReplaceLine {...props} />
    </search>
  );
}

/** What is searched, how and where. */
function FindLine({ find, columns, onClose }: FindBarProps) {
  const t = useTranslations("review.find");
  const { terms } = find;
  const hasMatches = hasAny(find);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <TextField find={find} />
      <IconButton label={t("previous")} disabled={!hasMatches} onClick={() => find.step("previous")}>
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton label={t("next")} disabled={!hasMatches} onClick={() => find.step("next")}>
        <ChevronDown aria-hidden />
      </IconButton>
      <IconButton
        label={t("isExact")}
        aria-pressed={terms.isExact}
        onClick={() => find.change({ isExact: !terms.isExact })}
        className={toggleClasses}
      >
        <CaseSensitive aria-hidden />
      </IconButton>
      <IconButton
        label={t("isWhole")}
        aria-pressed={terms.isWhole}
        onClick={() => find.change({ isWhole: !terms.isWhole })}
        className={toggleClasses}
      >
        <WholeWord aria-hidden />
      </IconButton>
      <Select
        label={t("where")}
        value={terms.column === null ? allColumns : String(terms.column)}
        choices={[
          { value: allColumns, label: t("allColumns") },
          ...columns.map(({ index, header }) => ({ value: String(index), label: header })),
        ]}
        onChange={(value) => find.change({ column: value === allColumns ? null : Number(value) })}
        className="!w-auto min-w-0 flex-1 sm:max-w-56"
      />
      <span className="ml-auto max-sm:hidden">
        <IconButton label={t("close")} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}

function TextField({ find }: { find: Find }) {
  const t = useTranslations("review.find");
  const keys = useTranslations("review.keys");
  const onKeyDown = useElementKeys(keys("find"), [
    { id: "findNext", label: keys("findNext"), strokes: ["Enter"], run: () => find.step("next") },
    { id: "findPrevious", label: keys("findPrevious"), strokes: ["shift+Enter"], run: () => find.step("previous") },
  ]);
  const textRef = useRef<HTMLInputElement>(null);
  // A repeated Ctrl+F returns to the field and selects its text for another word.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening takes the focus again.
  useEffect(() => textRef.current?.select(), [find.openings]);
  return (
    <div className="relative w-full sm:w-72">
      <Input
        ref={textRef}
        aria-label={t("text")}
        placeholder={t("text")}
        value={find.terms.text}
        onChange={(event) => find.change({ text: event.target.value })}
        onKeyDown={onKeyDown}
        className="pr-28"
      />
      <span
        role="status"
        className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-sm text-text-muted tabular-nums"
      >
        <Count find={find} />
      </span>
    </div>
  );
}

/** What takes the place of one match or of all. */
function ReplaceLine({ find, isBusy, onReplace }: FindBarProps) {
  const t = useTranslations("review.find");
  const format = useFormatter();
  const { terms, answer } = find;
  const hasMatches = hasAny(find);
  const isTooMany = hasMatches && answer?.isTooMany === true;
  const canReplaceAll = hasMatches && !isTooMany;
  const keys = useTranslations("review.keys");
  const onKeyDown = useElementKeys(keys("find"), [
    {
      ...{ id: "replace", label: keys("replace"), strokes: ["Enter"], isEnabled: hasMatches && !isBusy },
      run: () => onReplace("one"),
    },
  ]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Input
        aria-label={t("replacement")}
        placeholder={t("replacement")}
        value={terms.replacement}
        onChange={(event) => find.change({ replacement: event.target.value })}
        onKeyDown={onKeyDown}
        className="sm:w-72"
      />
      <Button disabled={!hasMatches} isBusy={isBusy} onClick={() => onReplace("one")}>
        {t("replace")}
      </Button>
      <Button disabled={!canReplaceAll} isBusy={isBusy} onClick={() => onReplace("all")}>
        {canReplaceAll ? t("replaceAllCount", { count: answer?.total ?? 0 }) : t("replaceAll")}
      </Button>
      {isTooMany ? (
        <p className="min-w-0 flex-1 basis-52 text-sm leading-4 text-warning">
          {t("tooMany", { max: format.number(maxEdits) })}
        </p>
      ) : null}
    </div>
  );
}

function hasAny({ answer }: Find): boolean {
  return answer !== null && answer.total > 0;
}

/** A toggle button. */
const toggleClasses =
  "aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent aria-pressed:forced-chosen";

/** "3 of 120", in the field. */
function Count({ find: { answer, progress } }: { find: Find }) {
  const t = useTranslations("review.find");
  const format = useFormatter();
  if (progress !== null) return format.number(Math.floor(progress * 100) / 100, { style: "percent" });
  if (answer === null) return null;
  if (answer.match === null) return t("none");
  const { total, isMore, match } = answer;
  return t(isMore ? "countMore" : "count", { ordinal: match.ordinal, total });
}
