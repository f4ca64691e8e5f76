import type { ReactNode } from "react";
import { RetiredProvider } from "#components/access/may.tsx";
import { pageTenant } from "#lib/server/page-tenant.ts";

interface PortfolioLayoutProps {
  params: Promise<{ portfolioId: string }>;
  children: ReactNode;
}

/** Tells the pages of a portfolio whether its tenant is only read any more. */
export default async function PortfolioLayout({ params, children }: PortfolioLayoutProps) {
  const { portfolioId } = await params;
  const tenant = await pageTenant(["portfolios", portfolioId], {});
  return <RetiredProvider value={tenant?.isRetired === true}>{children}</RetiredProvider>;
}
