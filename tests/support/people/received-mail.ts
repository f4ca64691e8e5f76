import { z } from "zod";

const mailSchema = z.object({ to: z.array(z.string()), raw: z.string() });

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly text: string;
  /** The link in it, if there is one. */
  readonly link: string;
}

/** The mails that the server's lines tell of. */
export function receivedMails(lines: readonly string[]): ReceivedMail[] {
  return lines.map((line) => {
    const { to, raw } = mailSchema.parse(JSON.parse(line));
    const text = readable(raw);
    return { to, text, link: /https?:\S+/.exec(text)?.[0] ?? "" };
  });
}

/** A text mail without its quoted-printable or base64 encoding. */
function readable(raw: string): string {
  const [head = "", ...body] = raw.split("\r\n\r\n");
  const text = body.join("\r\n\r\n");
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(text, "base64").toString("utf8");
  const bytes = text
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
