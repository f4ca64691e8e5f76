"use client";

import { usePageActions } from "../actions/use-page-actions.ts";
import { LinkButton, type LinkButtonProps } from "./link-button.tsx";

export interface PageLinkButtonProps extends Omit<LinkButtonProps, "href"> {
  href: string;
  label: string;
}

/** A `LinkButton` that the command palette offers, too: where the page leads next. */
export function PageLinkButton({ label, children, ...rest }: PageLinkButtonProps) {
  usePageActions({ actions: [{ id: `link:${rest.href}`, label, href: rest.href }] });
  return (
    <LinkButton {...rest}>
      {children}
      {label}
    </LinkButton>
  );
}
