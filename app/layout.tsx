import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { PortalIntlProvider } from "#components/shell/intl-provider.tsx";
import { Toaster } from "#components/ui/overlay/toast.tsx";
import { pickMessages } from "#lib/i18n/pick-messages.ts";
import { requestLocale, requestTheme } from "#lib/server/request-locale.ts";

export const metadata: Metadata = {
  title: { default: "wolkvox", template: "%s · wolkvox" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark" };

/** Chooses language and theme on the server, so that the first paint is already right. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme] = await Promise.all([requestLocale(), requestTheme()]);

  return (
    <html lang={locale} {...(theme === "system" ? {} : { "data-theme": theme })}>
      <body>
        <PortalIntlProvider locale={locale} messages={pickMessages(locale, ["common", "ui"])}>
          {children}
          <Toaster />
        </PortalIntlProvider>
      </body>
    </html>
  );
}
