"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";

/** Asks before unsaved work is lost: by the browser when the page is closed, by us when a link of the portal is followed. */
export function LeaveGuard({ isActive }: { isActive: boolean }) {
  const t = useTranslations("drop.leave");
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);

  useEffect(() => {
    if (!isActive) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || !isPlainClick(event, link)) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(link.pathname + link.search);
    };
    window.addEventListener("beforeunload", onUnload);
    // Before the router's own listener, which would already be on its way.
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isActive]);

  return (
    <ConfirmDialog
      isOpen={target !== null}
      onOpenChange={(isOpen) => !isOpen && setTarget(null)}
      title={t("title")}
      confirmLabel={t("confirm")}
      cancelLabel={t("stay")}
      tone="danger"
      onConfirm={() => {
        if (target !== null) router.push(target);
        setTarget(null);
      }}
    >
      {t("text")}
    </ConfirmDialog>
  );
}

/** A click that would leave this page in this tab. */
function isPlainClick(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isModified = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const opensHere = link.target === "" || link.target === "_self";
  const isElsewhere = link.origin === location.origin && link.pathname !== location.pathname;
  return !isModified && opensHere && !link.hasAttribute("download") && isElsewhere;
}
