"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/form/button.tsx";

export function PrintButton() {
  const t = useTranslations("portfolios.receipt");
  return (
    <Button variant="primary" onClick={() => window.print()}>
      <Printer aria-hidden />
      {t("print")}
    </Button>
  );
}
