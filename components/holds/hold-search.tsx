"use client";

import { Search } from "lucide-react";
import Form from "next/form";
import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Input } from "../ui/form/input.tsx";

/** Finds entries of the list by some characters of the identification or the note. */
export function HoldSearch({ asked }: { asked: string }) {
  const t = useTranslations("holds");
  return (
    <Form action="/holds" role="search" className="mb-4 flex max-w-md gap-2">
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
      <Button type="submit">
        <Search aria-hidden />
        {t("search.label")}
      </Button>
    </Form>
  );
}
