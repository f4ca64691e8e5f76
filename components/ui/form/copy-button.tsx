"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "use-intl";
import { showToast } from "../overlay/toast.tsx";
import { Button } from "./button.tsx";

/** Puts a text into the clipboard. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useTranslations("ui");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      showToast("success", t("copied"));
    } catch {
      // Browsers have no clipboard on a page that came by plain http.
      window.prompt(label, text);
    }
  };
  return (
    <Button onClick={() => void copy()}>
      <Copy aria-hidden />
      {label}
    </Button>
  );
}
