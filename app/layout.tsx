import "./globals.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { PortalIntlProvider } from "#components/shell/intl-provider.tsx";
import { StyleNonce } from "#components/ui/overlay/style-nonce.ts";
import { Toaster } from "#components/ui/overlay/toast.tsx";
import { pickMessages } from "#lib/i18n/pick-messages.ts";
import { requestLocale, requestTheme } from "#lib/server/request-locale.ts";

/** The Latin file alone: it has every letter of the three languages. Its fallback has its height and mean width. */
const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  display: "swap",
  variable: "--font-inter",
});

export const metadata: Metadata = {
  title: { default: "wolkvox", template: "%s · wolkvox" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark" };

/** Chooses language and theme on the server, so that the first paint is already right. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme] = await Promise.all([requestLocale(), requestTheme()]);

  return (
    <html lang={locale} className={inter.variable} {...(theme === "system" ? {} : { "data-theme": theme })}>
      <body>
        <StyleNonce />
        <PortalIntlProvider locale={locale} messages={pickMessages(locale, ["common", "ui"])}>
          {children}
          <Toaster />
        </PortalIntlProvider>
      </body>
    </html>
  );
}
