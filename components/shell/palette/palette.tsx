"use client";

import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import type { Role } from "#lib/domain/access/permission.ts";
import { useAllowed } from "../../access/may.tsx";
import { type PageAction, pageActions } from "../../ui/actions/page-actions.ts";
import { PaletteDialog } from "../../ui/overlay/palette-dialog.tsx";
import { foundGroups } from "./found-groups.tsx";
import { type Choice, localGroups, recentGroup } from "./local-groups.tsx";
import { type AskFound, useFound } from "./use-found.ts";

export interface PaletteProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  role: Role;
  onSearch: AskFound;
  /** Opens an address of the portal; asks first if that would lose work. */
  onGo: (href: string) => void;
}

const mostRecent = 5;
const never = () => () => undefined;

/**
 * Ctrl+K: goes to a page, an upload, a portfolio, a debtor or a tenant, and does what the page can do. What the page
 * itself knows comes first and at once; what is found on the server only ever comes below it, so nothing jumps.
 */
export function Palette({ isOpen, onOpenChange, role, onSearch, onGo }: PaletteProps) {
  const t = useTranslations("shell.palette");
  const shell = useTranslations("shell");
  const mayWork = useAllowed();
  const [text, setText] = useState("");
  const [recent, setRecent] = useState<readonly Choice[]>([]);
  useSyncExternalStore(isOpen ? pageActions.subscribe : never, pageActions.version, pageActions.version);
  const { found, isBusy } = useFound(isOpen, text, onSearch);
  const groups = isOpen
    ? [
        ...recentGroup(t, text, recent),
        ...localGroups({ t, shell, role, mayWork, text, groups: pageActions.groups() }),
        ...foundGroups({ t, shell, text, found }),
      ]
    : [];
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);

  const choose = ({ action, ...choice }: Choice) => {
    if (action.href !== undefined && action.isDownload !== true)
      setRecent((before) =>
        [{ action, ...choice }, ...before.filter(({ id }) => id !== choice.id)].slice(0, mostRecent),
      );
    carryOut(action, onGo);
  };
  return (
    <PaletteDialog
      isOpen={isOpen}
      onOpenChange={(next) => {
        onOpenChange(next);
        setText("");
      }}
      title={t("title")}
      placeholder={t("placeholder")}
      text={text}
      onText={setText}
      groups={groups}
      isBusy={isBusy}
      status={count === 0 && isBusy ? "" : t("count", { count })}
      onChoose={choose}
    />
  );
}

/** Does what was chosen, unless the page has withdrawn it since. */
function carryOut(action: PageAction, onGo: (href: string) => void): void {
  if (action.isDownload === true && action.href !== undefined) download(action.href);
  else if (action.href !== undefined) onGo(action.href);
  else {
    const isOffered = ({ id, isEnabled = true }: PageAction) => id === action.id && isEnabled;
    pageActions
      .groups()
      .flatMap(({ actions }) => actions)
      .find(isOffered)
      ?.run?.();
  }
}

function download(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
