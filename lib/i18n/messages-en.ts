import account from "./messages/en/account.json" with { type: "json" };
import admin from "./messages/en/admin.json" with { type: "json" };
import auth from "./messages/en/auth.json" with { type: "json" };
import columns from "./messages/en/columns.json" with { type: "json" };
import common from "./messages/en/common.json" with { type: "json" };
import cures from "./messages/en/cures.json" with { type: "json" };
import drop from "./messages/en/drop.json" with { type: "json" };
import fields from "./messages/en/fields.json" with { type: "json" };
import findings from "./messages/en/findings.json" with { type: "json" };
import history from "./messages/en/history.json" with { type: "json" };
import holds from "./messages/en/holds.json" with { type: "json" };
import issues from "./messages/en/issues.json" with { type: "json" };
import kept from "./messages/en/kept.json" with { type: "json" };
import mail from "./messages/en/mail.json" with { type: "json" };
import mapping from "./messages/en/mapping.json" with { type: "json" };
import masking from "./messages/en/masking.json" with { type: "json" };
import outcome from "./messages/en/outcome.json" with { type: "json" };
import people from "./messages/en/people.json" with { type: "json" };
import portfolios from "./messages/en/portfolios.json" with { type: "json" };
import reasons from "./messages/en/reasons.json" with { type: "json" };
import review from "./messages/en/review.json" with { type: "json" };
import reviewDebtors from "./messages/en/review-debtors.json" with { type: "json" };
import reviewView from "./messages/en/review-view.json" with { type: "json" };
import shell from "./messages/en/shell.json" with { type: "json" };
import ui from "./messages/en/ui.json" with { type: "json" };
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
