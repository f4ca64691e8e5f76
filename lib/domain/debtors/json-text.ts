/**
 * The JSON string literal that JSON.stringify gives. Nearly every value needs no escaping, and scanning for
 * that costs a fifth of the call.
 */
export function quote(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff))
      return JSON.stringify(text);
  }
  return `"${text}"`;
}
