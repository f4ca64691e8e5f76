/** Whether a catalogue has words for a code of unknown origin. */
export function isKnownKey<Words extends object>(words: Words, code: string): code is Extract<keyof Words, string> {
  return Object.hasOwn(words, code);
}
