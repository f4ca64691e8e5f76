import { createTransport, type Transporter } from "nodemailer";
import { envOf } from "#lib/env.ts";

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** Nobody waits longer than this at a page. */
const patienceMs = 10_000;

let transport: Transporter | undefined;

/** Whether the portal can send mail. */
export function isMailSet(): boolean {
  const { SMTP_URL, MAIL_FROM } = envOf("SMTP_URL", "MAIL_FROM");
  return SMTP_URL !== undefined && MAIL_FROM !== undefined;
}

/** Sends a mail; rejects if the server did not take it. */
export async function sendMail(to: { readonly name: string; readonly email: string }, mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = envOf("SMTP_URL", "MAIL_FROM");
  if (SMTP_URL === undefined || MAIL_FROM === undefined) throw new Error("SMTP_URL and MAIL_FROM are not both set");
  transport ??= createTransport({
    url: SMTP_URL,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    // Text from people must never make the server read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  await transport.sendMail({ from: MAIL_FROM, to: { name: to.name, address: to.email }, ...mail });
}
