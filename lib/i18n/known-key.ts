/** Whether a catalogue has words for a code that came from elsewhere. */
export function isKnownKey<Words extends object>(words: Words, code: string): code is Extract<keyof Words, string> {
  return Object.hasOwn(words, code);
}
