/** Keys and names that hold a secret, where whoever wrote them meant a value: an address with a login, `password=x`. */
import type { Edit, Step } from "../model/difference.ts";
import { isObject, type JsonValue, pointerOf } from "../model/json.ts";
import type { ResourceId } from "../model/manifest.ts";
import { nameWithoutSecrets } from "../redaction/said.ts";

/** The edit itself where no key in it is one. */
export function withoutSecretKeys(edit: Edit): Edit {
  const path = edit.path.map(shownStep);
  const values = { before: shownKeys(edit.before), after: shownKeys(edit.after) };
  const inside = edit.inside?.edits.map(withoutSecretKeys);
  const isSame =
    path.every((step, index) => step === edit.path[index]) &&
    values.before === edit.before &&
    values.after === edit.after &&
    inside?.every((one, index) => one === edit.inside?.edits[index]) !== false;
  if (isSame) return edit;
  return {
    ...edit,
    path,
    ...(values.before === undefined ? {} : { before: values.before }),
    ...(values.after === undefined ? {} : { after: values.after }),
    ...(edit.inside === undefined || inside === undefined ? {} : { inside: { ...edit.inside, edits: inside } }),
    redacted: true,
  };
}

function shownStep(step: Step): Step {
  return typeof step === "string" ? nameWithoutSecrets(step) : step;
}

/** The value itself where no key in it is one. */
export function shownKeys<T extends JsonValue | undefined>(value: T): T {
  if (Array.isArray(value)) {
    const items = value.map((item: JsonValue) => shownKeys(item));
    return (items.every((item, index) => item === value[index]) ? value : items) as T;
  }
  if (!isObject(value)) return value;
  const before = Object.entries(value);
  const after = before.map(([key, inner]) => [nameWithoutSecrets(key), shownKeys(inner)] as const);
  const isSame = after.every(([key, inner], index) => key === before[index]?.[0] && inner === before[index]?.[1]);
  return (isSame ? value : Object.fromEntries(after)) as T;
}

/** JSON pointers as they lead through a value of `shownKeys`. */
export function shownPointer(pointer: string): string {
  const steps = pointer.split("/").slice(1);
  return pointerOf(steps.map((step) => nameWithoutSecrets(step.replaceAll("~1", "/").replaceAll("~0", "~"))));
}

export function shownId({ group, kind, namespace, name }: ResourceId): ResourceId {
  return {
    group: nameWithoutSecrets(group),
    kind: nameWithoutSecrets(kind),
    namespace: nameWithoutSecrets(namespace),
    name: nameWithoutSecrets(name),
  };
}
