"use client";

import { Search } from "lucide-react";
import Form from "next/form";
import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";

/** A form for one identification; the address of the result can be shared. */
export function DebtorSearch({ asked }: { asked: string }) {
  const t = useTranslations("outcome.debtors");
  return (
    <Form action="/debtors" role="search" className="mb-6 max-w-md">
      <Field label={t("label")} hint={t("hint")}>
        <SearchRow asked={asked} label={t("search")} />
      </Field>
    </Form>
  );
}

function SearchRow({ asked, label }: { asked: string; label: string }) {
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
      <Button type="submit" variant="primary">
        <Search aria-hidden />
        {label}
      </Button>
    </div>
  );
}
