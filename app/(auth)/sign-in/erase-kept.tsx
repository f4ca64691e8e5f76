"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { eraseOld } from "#components/upload/kept/kept-folders.ts";

/** Erases what signing out could not, and tells what still cannot be erased. */
export function EraseKept() {
  const t = useTranslations("kept.erasing");
  useEffect(() => {
    eraseOld().then(
      (count) => count > 0 && showToast("error", t("later", { count })),
      () => undefined,
    );
  }, [t]);
  return null;
}
