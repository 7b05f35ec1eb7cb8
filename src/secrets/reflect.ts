/**
 * Gives the global Reflect the three functions of the old metadata proposal that the container inside @peculiar/x509
 * asks for, unless something did already. Import it before that package.
 */

const target = Reflect as {
  defineMetadata?: (key: unknown, value: unknown, owner: object) => void;
  getOwnMetadata?: (key: unknown, owner: object) => unknown;
  getMetadata?: (key: unknown, owner: object) => unknown;
};

if (target.getMetadata === undefined) {
  const known = new WeakMap<object, Map<unknown, unknown>>();
  target.defineMetadata = (key, value, owner) => {
    const values = known.get(owner) ?? new Map<unknown, unknown>();
    known.set(owner, values.set(key, value));
  };
  target.getOwnMetadata = (key, owner) => known.get(owner)?.get(key);
  target.getMetadata = (key, owner) => {
    for (let here: object | null = owner; here !== null; here = Object.getPrototypeOf(here) as object | null) {
      const values = known.get(here);
      if (values?.has(key)) return values.get(key);
    }
    return undefined;
  };
}
