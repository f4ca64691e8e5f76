"use client";

import { useTranslations } from "use-intl";
import { locales } from "#lib/i18n/locale.ts";
import { themes } from "#lib/i18n/theme.ts";
import { usePageActions } from "../ui/actions/use-page-actions.ts";
import type { UserMenuProps } from "./user-menu.tsx";

/** Declares for the palette what the user's menu does: another theme or language, and signing out. */
export function useUserActions(menu: Omit<UserMenuProps, "user">): void {
  const t = useTranslations("shell");
  usePageActions({
    kind: "user",
    actions: [
      ...themes.map((theme) => ({
        id: `theme:${theme}`,
        label: `${t("theme")}: ${t(`themes.${theme}`)}`,
        isEnabled: theme !== menu.theme,
        run: () => menu.onThemeChange(theme),
      })),
      ...locales.map((locale) => ({
        id: `locale:${locale}`,
        label: `${t("language")}: ${t(`languages.${locale}`)}`,
        isEnabled: locale !== menu.locale,
        run: () => menu.onLocaleChange(locale),
      })),
      { id: "sign_out", label: t("signOut"), run: menu.onSignOut },
    ],
  });
}
