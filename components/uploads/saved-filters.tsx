"use client";

import { Bookmark, ChevronDown, Trash2 } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { foldText } from "#lib/domain/cleaning/fold-text.ts";
import { historyHref } from "#lib/domain/history/history-filter.ts";
import type { SavedFilterView } from "#lib/domain/views/saved-filter.ts";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Input } from "../ui/form/input.tsx";
import { Popover } from "../ui/overlay/popover.tsx";

export interface SavedFiltersProps {
  filters: readonly SavedFilterView[];
  /** The page that is filtered, and the query of its present filter; "" for none. */
  path: string;
  query: string;
  isBusy: boolean;
  /** Whether it was saved. */
  onSave: (name: string) => Promise<boolean>;
  onRemove: (id: string) => void;
}

/** Not the button beside it, which a popover would take first: Enter would remove the filter. */
const focusIt = (link: HTMLAnchorElement | null) => link?.focus();

/** The user's own filters by name, and a name for the present one. */
export function SavedFilters({ filters, path, query, isBusy, onSave, onRemove }: SavedFiltersProps) {
  const t = useTranslations("history.saved");
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const taken = filters.find((filter) => foldText(filter.name) === foldText(name));

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    if (!(await onSave(name))) return;
    setName("");
    setOpen(false);
  };

  return (
    <Popover
      label={t("label")}
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Bookmark aria-hidden />
          {filters.find((filter) => filter.query === query)?.name ?? t("button")}
          <ChevronDown aria-hidden className="-mr-1" />
        </Button>
      }
    >
      {filters.length === 0 ? (
        <p className="text-sm text-text-muted">{t("none")}</p>
      ) : (
        <ul className="-mx-2 max-h-64 overflow-y-auto">
          {filters.map((filter, at) => (
            <li key={filter.id} className="flex items-center gap-1">
              <Link
                ref={at === 0 ? focusIt : undefined}
                href={historyHref(path, filter.query)}
                aria-current={filter.query === query ? "true" : undefined}
                onClick={() => setOpen(false)}
                className="min-w-0 flex-1 rounded-sm px-2 py-1.5 [overflow-wrap:anywhere] hover:bg-surface-hover focus-visible:-outline-offset-2 aria-[current]:font-medium aria-[current]:text-accent pointer-coarse:py-2.5"
              >
                {filter.name}
              </Link>
              <IconButton label={t("remove", { name: filter.name })} size="sm" onClick={() => onRemove(filter.id)}>
                <Trash2 aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {query === "" ? (
        <p className="mt-2 text-sm text-text-muted">{t("filterFirst")}</p>
      ) : (
        <form onSubmit={(event) => void save(event)} className="mt-3 flex flex-col gap-2 border-t border-border pt-3">
          <Field label={t("name")} hint={taken === undefined ? undefined : t("replaces", { name: taken.name })}>
            <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" isBusy={isBusy} disabled={name.trim() === ""} className="self-end">
            {t("save")}
          </Button>
        </form>
      )}
    </Popover>
  );
}
