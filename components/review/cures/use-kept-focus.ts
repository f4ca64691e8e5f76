"use client";

import { type FocusEvent, useEffect, useRef } from "react";

/** Keeps the keyboard's place in a list: if the item with the focus goes, the list itself gets the focus. */
export function useKeptFocus<List extends HTMLElement>() {
  const ref = useRef<List>(null);
  const isInside = useRef(false);
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  });
  return {
    ref,
    tabIndex: -1,
    onFocus: () => {
      isInside.current = true;
    },
    // Without a next element the one with the focus was removed, or nothing has it now.
    onBlur: ({ relatedTarget, currentTarget }: FocusEvent<List>) => {
      if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) isInside.current = false;
    },
  };
}
