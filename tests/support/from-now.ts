/**
 * A time that a test stores or gives as input, so many ms after now: what looks old, or is due. Nothing may be asserted
 * that depends on how long a test has taken since.
 */
export function fromNow(ms = 0): Date {
  return new Date(Date.now() + ms);
}
