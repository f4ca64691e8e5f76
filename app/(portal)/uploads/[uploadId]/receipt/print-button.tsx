"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "use-intl";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Button } from "#components/ui/form/button.tsx";

export function PrintButton() {
  const t = useTranslations("portfolios.receipt");
  const print = () => window.print();
  usePageActions({ actions: [{ id: "print", label: t("print"), run: print }] });
  return (
    <Button variant="primary" onClick={print}>
      <Printer aria-hidden />
      {t("print")}
    </Button>
  );
}
