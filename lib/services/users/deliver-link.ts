import type { LinkKind } from "#lib/domain/access/link-kind.ts";
import type { DeliveredLink } from "#lib/domain/views/link-view.ts";
import { linkMail } from "#lib/mail/link-mail.ts";
import { isMailSet, sendMail } from "#lib/mail/send-mail.ts";
import { logger } from "../operations/portal-log.ts";
import { linkHours } from "./make-link.ts";

export interface Receiver {
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
}

/** Sends a link to its user by mail. Where that cannot be, the answer has it. */
export async function deliverLink(kind: LinkKind, to: Receiver, link: string): Promise<DeliveredLink> {
  const hours = linkHours[kind];
  if (!isMailSet()) return { kind, link, hours };
  try {
    await sendMail(to, linkMail(kind, { ...to, link, hours }));
    return { kind, link: null, hours };
  } catch (error) {
    logger().error({ err: error }, "a mail was not sent");
    return { kind, link, hours };
  }
}
