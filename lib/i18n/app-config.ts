import type { FormattingLocale } from "./locale.ts";
import type { Messages } from "./messages-es.ts";

declare module "use-intl" {
  // Type-checks translation keys: a key that the Spanish catalogue lacks does not compile.
  interface AppConfig {
    Locale: FormattingLocale;
    Messages: Messages;
  }
}
