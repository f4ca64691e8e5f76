"use client";

import { Command, Menu as MenuIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Locale } from "#lib/i18n/locale.ts";
import type { Theme } from "#lib/i18n/theme.ts";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Sheet } from "../ui/overlay/sheet.tsx";
import { Brand } from "./brand.tsx";
import { Navigation } from "./navigation.tsx";
import { PaletteButtons, PaletteHost, usePalette } from "./palette/palette-host.tsx";
import type { AskFound } from "./palette/use-found.ts";
import { applyTheme, rememberLocale } from "./preferences.ts";
import type { ShellUser } from "./shell-session.ts";
import { useUserActions } from "./use-user-actions.ts";
import { UserMenu } from "./user-menu.tsx";

export interface AppShellProps {
  user: ShellUser;
  /** The tenant switcher; which tenant it shows depends on the page. */
  tenant: ReactNode;
  locale: Locale;
  theme: Theme;
  /** Stores the choice with the user; the cookie is already written. */
  onLocaleChange?: (locale: Locale) => void | Promise<void>;
  onSignOut: () => void | Promise<void>;
  /** What the palette finds on the server. */
  onSearch: AskFound;
  /** Opens an address of the portal; asks first if that would lose work. */
  onGo: (href: string) => void;
  children: ReactNode;
}

/** The frame of every signed-in page: navigation on the left, in a sheet on a phone. */
export function AppShell(props: AppShellProps) {
  const t = useTranslations("shell");
  const product = useTranslations("common")("product");
  const router = useRouter();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const palette = usePalette();
  const [theme, setTheme] = useState(props.theme);

  const changeTheme = (next: Theme) => {
    setTheme(next);
    applyTheme(next);
  };
  const changeLocale = async (next: Locale) => {
    rememberLocale(next);
    await props.onLocaleChange?.(next);
    router.refresh();
  };

  const menu = {
    locale: props.locale,
    theme,
    onLocaleChange: (next: Locale) => void changeLocale(next),
    onThemeChange: changeTheme,
    onSignOut: () => void props.onSignOut(),
  };
  useUserActions(menu);

  const side = (
    <div className="flex h-full flex-col gap-4">
      {props.tenant}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Navigation role={props.user.role} onGo={() => setSheetOpen(false)} />
      </div>
      <UserMenu user={props.user} {...menu} />
    </div>
  );

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface-raised focus:px-3 focus:py-2 focus:shadow-overlay"
      >
        {t("skip")}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-border bg-surface px-3 py-4 lg:flex print:hidden">
        <div className="px-2">
          <Brand name={product} />
        </div>
        <PaletteButtons onOpen={palette.open} />
        <div className="min-h-0 flex-1">{side}</div>
      </aside>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b border-border bg-surface px-4 lg:hidden print:hidden">
        <IconButton label={t("openNavigation")} onClick={() => setSheetOpen(true)}>
          <MenuIcon aria-hidden />
        </IconButton>
        <Brand name={product} />
        <span className="flex-1" />
        <IconButton label={t("palette.button")} onClick={() => palette.open("palette")}>
          <Command aria-hidden />
        </IconButton>
      </header>
      <Sheet isOpen={isSheetOpen} onOpenChange={setSheetOpen} title={product} side="left">
        {side}
      </Sheet>
      <PaletteHost state={palette} role={props.user.role} onSearch={props.onSearch} onGo={props.onGo} />
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 px-4 py-4 sm:py-6 outline-none sm:px-6 lg:px-8 lg:has-[[data-low-head]]:py-2 print:p-0"
      >
        {/* A page marked so is a workbench that takes the whole window. */}
        <div className="mx-auto w-full max-w-[80rem] has-[[data-whole-window]]:max-w-none">{props.children}</div>
      </main>
    </div>
  );
}
