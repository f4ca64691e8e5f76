/** A value that exists once per process. */
export interface OnceAProcess<T> {
  /** The value; calls `make` if there is none. */
  get(make: () => T): T;
  peek(): T | undefined;
  /** Forgets the value, or only if it is still `own`; returns the value there was. */
  forget(own?: T): T | undefined;
}

const prefix = "wolkvox-upload-portal.";

/**
 * On globalThis, because Next bundles a module separately for pages and route handlers, and each copy would
 * have its own value.
 */
export function onceAProcess<T>(name: string): OnceAProcess<T> {
  const key = Symbol.for(`${prefix}${name}`);
  const holder: typeof globalThis & { [key]?: T } = globalThis;
  return {
    get: (make) => (holder[key] ??= make()),
    peek: () => holder[key],
    forget: (own) => {
      const value = holder[key];
      if (own === undefined || own === value) delete holder[key];
      return value;
    },
  };
}

/** Forgets every value, closing nothing: for a process that begins again, as a test's does with each file. */
export function forgetAll(): void {
  for (const key of Object.getOwnPropertySymbols(globalThis))
    if (Symbol.keyFor(key)?.startsWith(prefix)) Reflect.deleteProperty(globalThis, key);
}
