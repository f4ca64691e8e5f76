/** Keys pressed together, as text: "mod+shift+z", "F8", "?". `mod` is Ctrl, on a Mac Cmd. */
export type Stroke = string;

export type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

interface Parts {
  readonly key: string;
  readonly isMod: boolean;
  readonly isShift: boolean;
}

/** The keys of a stroke. */
export function partsOf(stroke: Stroke): Parts {
  const parts = stroke.split("+");
  return { key: parts.at(-1) ?? "", isMod: parts.includes("mod"), isShift: parts.includes("shift") };
}

/** Whether exactly this was pressed. A sign such as "?" is taken as typed: where it is on a keyboard differs. */
export function isStroke(stroke: Stroke, pressed: Pressed, isApple: boolean): boolean {
  const { key, isMod, isShift } = partsOf(stroke);
  if (pressed.key.toLowerCase() !== key.toLowerCase()) return false;
  const [mod, other] = isApple ? [pressed.metaKey, pressed.ctrlKey] : [pressed.ctrlKey, pressed.metaKey];
  // AltGr, with which some keyboards type signs, counts as Ctrl and Alt on Windows.
  if (isSign(key)) return !pressed.metaKey && (!pressed.ctrlKey || pressed.altKey);
  return mod === isMod && !other && !pressed.altKey && pressed.shiftKey === isShift;
}

/** Whether the stroke would type a character in a text field. */
export function isCharacter(stroke: Stroke): boolean {
  const { key, isMod } = partsOf(stroke);
  return !isMod && [...key].length === 1;
}

function isSign(key: string): boolean {
  return [...key].length === 1 && !/[\p{L}\p{N} ]/u.test(key);
}

/** Whether this keyboard has Cmd in place of Ctrl. */
export function isAppleKeyboard(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
}

/** The four arrows, with the same keys held. */
export function arrows(held = ""): readonly Stroke[] {
  return ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].map((key) => held + key);
}

/** As they are shown: the four arrows as one stroke of the key "arrows". */
export function withArrowsAsOne(strokes: readonly Stroke[]): readonly Stroke[] {
  const held = ["", "mod+", "shift+", "mod+shift+"].find((one) =>
    arrows(one).every((arrow) => strokes.includes(arrow)),
  );
  if (held === undefined) return strokes;
  return [`${held}arrows`, ...strokes.filter((stroke) => !arrows(held).includes(stroke))];
}
