/** Some parts of the catalogue, each in its place. */
export interface PickedMessages {
  readonly [key: string]: string | PickedMessages;
}

/** Both together. */
export function mergedMessages(these: PickedMessages, those: PickedMessages): PickedMessages {
  const merged: Record<string, string | PickedMessages> = { ...these };
  for (const [key, value] of Object.entries(those)) {
    const other = merged[key];
    merged[key] = typeof other === "object" && typeof value === "object" ? mergedMessages(other, value) : value;
  }
  return merged;
}
