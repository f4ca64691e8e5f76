"use client";

import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { IdentificationField } from "./identification-field.tsx";

/** Asks for one identification. */
export function PersonForm({ isBusy, onFind }: { isBusy: boolean; onFind: (identification: string) => void }) {
  const t = useTranslations("people");
  const [identification, setIdentification] = useState("");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (identification.trim() !== "") onFind(identification);
  };
  return (
    <form onSubmit={submit} className="mb-6 flex max-w-md items-end gap-2">
      <IdentificationField
        label={t("identification")}
        value={identification}
        onChange={setIdentification}
        className="flex-1"
      />
      <Button type="submit" variant="primary" isBusy={isBusy}>
        <Search aria-hidden />
        {t("find")}
      </Button>
    </form>
  );
}
