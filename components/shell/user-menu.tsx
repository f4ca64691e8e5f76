"use client";

import { ChevronsUpDown, LogOut, MonitorSmartphone, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { type Locale, locales } from "#lib/i18n/locale.ts";
import { type Theme, themes } from "#lib/i18n/theme.ts";
import { Menu, MenuChoices, MenuItem, MenuSeparator } from "../ui/overlay/menu.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import type { ShellUser } from "./shell-session.ts";

export interface UserMenuProps {
  user: ShellUser;
  locale: Locale;
  theme: Theme;
  onLocaleChange: (locale: Locale) => void;
  onThemeChange: (theme: Theme) => void;
  onSignOut: () => void;
}

/** Language, theme, the open sessions and signing out. */
export function UserMenu({ user, locale, theme, onLocaleChange, onThemeChange, onSignOut }: UserMenuProps) {
  const t = useTranslations("shell");
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-surface-hover"
        >
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
          >
            {initialsOf(user.name)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{user.name}</span>
            <span className="block truncate text-xs text-text-muted">{t(`roles.${user.role}`)}</span>
            <VisuallyHidden>: {t("userMenu")}</VisuallyHidden>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-text-muted" />
        </button>
      }
    >
      <p className="truncate px-2 pt-1 pb-1 text-xs text-text-muted">{user.email}</p>
      <MenuSeparator />
      <MenuChoices
        label={t("language")}
        value={locale}
        onChange={onLocaleChange}
        choices={locales.map((value) => ({ value, label: t(`languages.${value}`) }))}
      />
      <MenuSeparator />
      <MenuChoices
        label={t("theme")}
        value={theme}
        onChange={onThemeChange}
        choices={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
      />
      <MenuSeparator />
      <MenuItem asChild>
        <Link href="/account/security">
          <ShieldCheck aria-hidden />
          {t("security")}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/account/sessions">
          <MonitorSmartphone aria-hidden />
          {t("sessions")}
        </Link>
      </MenuItem>
      <MenuItem onSelect={onSignOut}>
        <LogOut aria-hidden />
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0] ?? "")
    .join("")
    .toUpperCase();
}
