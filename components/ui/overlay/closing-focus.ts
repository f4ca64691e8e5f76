/**
 * For `onCloseAutoFocus`: the focus goes back to the trigger, or where `give` puts it, unless something has it by then.
 * Radix asks in a task of its own after the panel has gone: on a slow machine the next key or click has come before.
 */
export function onClosing(give?: () => void) {
  return (event: Event): void => {
    const isTaken = isFocusTaken();
    if (isTaken || give !== undefined) event.preventDefault();
    if (!isTaken) give?.();
  };
}

/** Not by a dialog around it: that takes the focus itself from something that has gone, for want of a better place. */
export function isFocusTaken(): boolean {
  const { activeElement } = document;
  return activeElement !== null && activeElement !== document.body && !activeElement.matches("[role$=dialog]");
}
