"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

/** How far from the top of its page an element begins, in px, so that it can fill the rest of the window. */
export function useTop(ref: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setTop((ref.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    // What comes or goes above it, such as a notice, changes the height of something around both.
    const observer = new ResizeObserver(measure);
    for (let around = ref.current?.parentElement; around != null; around = around.parentElement)
      observer.observe(around);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [ref]);
  return top;
}
