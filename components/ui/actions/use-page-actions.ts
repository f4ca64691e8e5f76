"use client";

import { type KeyboardEvent, useEffect, useRef, useSyncExternalStore } from "react";
import { type ActionGroup, type PageAction, pageActions } from "./page-actions.ts";
import { isAppleKeyboard, isStroke } from "./stroke.ts";

/**
 * Declares what can be done here while the component is there. Keys work wherever the focus is, except in a text field
 * and while a dialog is open.
 */
export function usePageActions(group: ActionGroup): void {
  const latest = useRef(group);
  latest.current = group;
  useEffect(() => pageActions.declare(() => latest.current), []);
  // After each render: an open palette shows what is offered now.
  useEffect(pageActions.changed);
}

/** Declares keys of an element, and returns what handles them there. Those without `run` it leaves alone. */
export function useElementKeys(title: string, actions: readonly PageAction[]): (event: KeyboardEvent) => void {
  usePageActions({ title, kind: "element", actions });
  return (event) => {
    if (event.defaultPrevented) return;
    const action = actions.find(
      ({ run, isEnabled = true, strokes = [] }) =>
        run !== undefined && isEnabled && strokes.some((stroke) => isStroke(stroke, event, isAppleKeyboard())),
    );
    if (action === undefined) return;
    event.preventDefault();
    if (!(action.isOnce === true && event.repeat)) action.run?.();
  };
}

/** Whether this keyboard has Cmd in place of Ctrl; false until the page has come alive. */
export function useIsApple(): boolean {
  return useSyncExternalStore(never, isAppleKeyboard, () => false);
}

const never = () => () => undefined;
