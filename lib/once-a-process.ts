/** A value that exists once per process. */
export interface OnceAProcess<T> {
  /** The value; calls `make` if there is none. */
  get(make: () => T): T;
  peek(): T | undefined;
  /** Forgets the value, or only if it is still `own`; returns the value there was. */
  forget(own?: T): T | undefined;
}

const key = Symbol.for("wolkvox-upload-portal");
const holder: typeof globalThis & { [key]?: Map<string, unknown> } = globalThis;

// Looked up once: what still runs of a part of the process that has ended finds its own values.
holder[key] ??= new Map();
const values = holder[key];

/**
 * On globalThis, because Next bundles a module separately for pages and route handlers, and each copy would
 * have its own value.
 */
export function onceAProcess<T>(name: string): OnceAProcess<T> {
  const peek = () => values.get(name) as T | undefined;
  return {
    get(make) {
      if (!values.has(name)) values.set(name, make());
      return values.get(name) as T;
    },
    peek,
    forget(own) {
      const value = peek();
      if (own === undefined || own === value) values.delete(name);
      return value;
    },
  };
}

/**
 * Has modules that are evaluated from now on begin without any value, closing nothing: for a process that begins again,
 * as a test's does with each file.
 */
export function forgetAll(): void {
  delete holder[key];
}
