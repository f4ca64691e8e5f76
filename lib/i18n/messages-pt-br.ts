import account from "./messages/pt-BR/account.json" with { type: "json" };
import admin from "./messages/pt-BR/admin.json" with { type: "json" };
import auth from "./messages/pt-BR/auth.json" with { type: "json" };
import columns from "./messages/pt-BR/columns.json" with { type: "json" };
import common from "./messages/pt-BR/common.json" with { type: "json" };
import cures from "./messages/pt-BR/cures.json" with { type: "json" };
import drop from "./messages/pt-BR/drop.json" with { type: "json" };
import fields from "./messages/pt-BR/fields.json" with { type: "json" };
import findings from "./messages/pt-BR/findings.json" with { type: "json" };
import history from "./messages/pt-BR/history.json" with { type: "json" };
import holds from "./messages/pt-BR/holds.json" with { type: "json" };
import issues from "./messages/pt-BR/issues.json" with { type: "json" };
import kept from "./messages/pt-BR/kept.json" with { type: "json" };
import mail from "./messages/pt-BR/mail.json" with { type: "json" };
import mapping from "./messages/pt-BR/mapping.json" with { type: "json" };
import masking from "./messages/pt-BR/masking.json" with { type: "json" };
import outcome from "./messages/pt-BR/outcome.json" with { type: "json" };
import people from "./messages/pt-BR/people.json" with { type: "json" };
import portfolios from "./messages/pt-BR/portfolios.json" with { type: "json" };
import reasons from "./messages/pt-BR/reasons.json" with { type: "json" };
import review from "./messages/pt-BR/review.json" with { type: "json" };
import reviewDebtors from "./messages/pt-BR/review-debtors.json" with { type: "json" };
import reviewView from "./messages/pt-BR/review-view.json" with { type: "json" };
import shell from "./messages/pt-BR/shell.json" with { type: "json" };
import ui from "./messages/pt-BR/ui.json" with { type: "json" };
import type { Messages } from "./messages-es.ts";

export const messages: Messages = {
  common,
  shell,
  account,
  auth,
  ui,
  admin,
  drop,
  kept,
  mail,
  mapping,
  masking,
  columns,
  review,
  cures,
  reviewView,
  reviewDebtors,
  outcome,
  portfolios,
  history,
  holds,
  people,
  issues,
  findings,
  reasons,
  fields,
};
