"use client";

import { Search } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/form/button.tsx";
import { Input } from "#components/ui/form/input.tsx";
import { useSealedSearch } from "../use-sealed-search.ts";

/** Finds entries of the list by some characters of the identification or the note. */
export function HoldSearch({ tenantId, asked }: { tenantId: string; asked: string }) {
  const t = useTranslations("holds");
  const { submit, isBusy } = useSealedSearch("/holds", tenantId);
  return (
    <search className="mb-4 block max-w-md">
      <form onSubmit={(event) => void submit(event)} className="flex gap-2">
        <Input
          key={asked}
          name="q"
          type="search"
          defaultValue={asked}
          placeholder={t("search.placeholder")}
          aria-label={t("search.label")}
          autoComplete="off"
          maxLength={100}
          className="flex-1"
        />
        <Button type="submit" isBusy={isBusy}>
          <Search aria-hidden />
          {t("search.label")}
        </Button>
      </form>
    </search>
  );
}
