/** Whether next-auth can read where it is to lead: an http address, or a path. */
export function isCallback(text: string): boolean {
  const url = URL.parse(text, text.startsWith("/") ? "http://portal" : undefined);
  return url !== null && /^https?:$/.test(url.protocol);
}
