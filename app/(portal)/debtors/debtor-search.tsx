"use client";

import { Search } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/form/button.tsx";
import { Field } from "#components/ui/form/field.tsx";
import { Input } from "#components/ui/form/input.tsx";
import { useSealedSearch } from "../use-sealed-search.ts";

/** A form for one identification; the address of the result can be shared, and does not show it. */
export function DebtorSearch({ tenantId, asked }: { tenantId: string; asked: string }) {
  const t = useTranslations("outcome.debtors");
  const { submit, isBusy } = useSealedSearch("/debtors", tenantId, { tenant: tenantId });
  return (
    <search className="mb-6 block max-w-md">
      <form onSubmit={(event) => void submit(event)}>
        <Field label={t("label")} hint={t("hint")}>
          <SearchRow asked={asked} label={t("search")} isBusy={isBusy} />
        </Field>
      </form>
    </search>
  );
}

function SearchRow({ asked, label, isBusy }: { asked: string; label: string; isBusy: boolean }) {
  return (
    <div className="flex gap-2">
      <Input
        key={asked}
        name="q"
        type="search"
        defaultValue={asked}
        autoFocus={asked === ""}
        autoComplete="off"
        required
        maxLength={100}
        className="flex-1 tabular-nums"
      />
      <Button type="submit" variant="primary" isBusy={isBusy}>
        <Search aria-hidden />
        {label}
      </Button>
    </div>
  );
}
