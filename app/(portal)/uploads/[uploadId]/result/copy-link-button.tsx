"use client";

import { Link2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { IconButton } from "#components/ui/form/icon-button.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";

/** Copies an address of the portal, for a colleague who sees there what is shown here. */
export function CopyLinkButton({ href }: { href: string }) {
  const t = useTranslations("outcome.result");
  const copy = async () => {
    const address = new URL(href, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      showToast("success", t("linkCopied"));
    } catch {
      // Browsers have no clipboard on a page that came by plain http.
      window.prompt(t("copyLink"), address);
    }
  };
  usePageActions({ actions: [{ id: "copyLink", label: t("copyLink"), run: () => void copy() }] });
  return (
    <IconButton label={t("copyLink")} size="sm" onClick={() => void copy()}>
      <Link2 aria-hidden />
    </IconButton>
  );
}
