/** A value of which a process has one. */
export interface OnceAProcess<T> {
  /** The value; `make` is called where there is none. */
  get(make: () => T): T;
  peek(): T | undefined;
  /** Forgets the value, or only `own` if it still is that one, and answers what there was. */
  forget(own?: T): T | undefined;
}

/** On globalThis: Next bundles a module once for pages and once for route handlers, and each copy would have a value of its own. */
export function onceAProcess<T>(name: string): OnceAProcess<T> {
  const key = Symbol.for(`wolkvox-upload-portal.${name}`);
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
