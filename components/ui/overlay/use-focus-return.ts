import { useRef } from "react";

/**
 * Gives the focus back to where it was before an overlay: Radix knows a trigger only. To that element, or, if an editor
 * that closed meanwhile had it, to what the editor was in.
 */
export function useFocusReturn(isOpen: boolean): () => void {
  const before = useRef<readonly HTMLElement[]>([]);
  const wasOpen = useRef(false);
  // While rendering, since the dialog takes the focus as soon as it is there.
  if (isOpen && !wasOpen.current) before.current = focusChain();
  wasOpen.current = isOpen;
  return () => before.current.find((element) => element.isConnected)?.focus({ preventScroll: true });
}

/** The focused element and those around it that can have the focus. */
function focusChain(): HTMLElement[] {
  const chain: HTMLElement[] = [];
  let element: Element | null = document.activeElement;
  while (element !== null) {
    if (element instanceof HTMLElement && element !== document.body) chain.push(element);
    element = element.parentElement?.closest("[tabindex], button, a[href]") ?? null;
  }
  return chain;
}
