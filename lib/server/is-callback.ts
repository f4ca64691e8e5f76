/** Whether next-auth can parse a callback address: an http(s) address, or a path. */
export function isCallback(text: string): boolean {
  const url = URL.parse(text, text.startsWith("/") ? "http://portal" : undefined);
  return url !== null && /^https?:$/.test(url.protocol);
}
