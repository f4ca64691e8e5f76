import type { ReactNode } from "react";
import { PageMessages } from "#components/shell/intl-provider.tsx";
import { type MessageName, pickMessages } from "#lib/i18n/pick-messages.ts";
import { requestLocale } from "#lib/server/request-locale.ts";

/**
 * A page or layout whose client components get these parts of the catalogue besides those of the layouts around it.
 * `tests/architecture` says which they are.
 */
export function withMessages<Props extends object>(
  Page: (props: Props) => ReactNode | Promise<ReactNode>,
  ...names: readonly MessageName[]
) {
  return async function PageWithMessages(props: Props) {
    return (
      <PageMessages messages={pickMessages(await requestLocale(), names)}>
        <Page {...props} />
      </PageMessages>
    );
  };
}
