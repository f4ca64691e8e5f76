import account from "./messages/es/account.json" with { type: "json" };
import admin from "./messages/es/admin.json" with { type: "json" };
import auth from "./messages/es/auth.json" with { type: "json" };
import columns from "./messages/es/columns.json" with { type: "json" };
import common from "./messages/es/common.json" with { type: "json" };
import cures from "./messages/es/cures.json" with { type: "json" };
import drop from "./messages/es/drop.json" with { type: "json" };
import fields from "./messages/es/fields.json" with { type: "json" };
import findings from "./messages/es/findings.json" with { type: "json" };
import history from "./messages/es/history.json" with { type: "json" };
import holds from "./messages/es/holds.json" with { type: "json" };
import issues from "./messages/es/issues.json" with { type: "json" };
import kept from "./messages/es/kept.json" with { type: "json" };
import mail from "./messages/es/mail.json" with { type: "json" };
import mapping from "./messages/es/mapping.json" with { type: "json" };
import masking from "./messages/es/masking.json" with { type: "json" };
import outcome from "./messages/es/outcome.json" with { type: "json" };
import people from "./messages/es/people.json" with { type: "json" };
import portfolios from "./messages/es/portfolios.json" with { type: "json" };
import reasons from "./messages/es/reasons.json" with { type: "json" };
import review from "./messages/es/review.json" with { type: "json" };
import reviewDebtors from "./messages/es/review-debtors.json" with { type: "json" };
import reviewView from "./messages/es/review-view.json" with { type: "json" };
import shell from "./messages/es/shell.json" with { type: "json" };
import ui from "./messages/es/ui.json" with { type: "json" };

/** The source catalogue: its keys are the keys of every language. */
export const messages = {
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

export type Messages = typeof messages;
