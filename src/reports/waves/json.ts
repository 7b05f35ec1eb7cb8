/** `waves -o json`: the whole order for programs; `schemas/waves-report.schema.json` describes it. */
import type { JsonObject, JsonValue } from "../../model/json.ts";
import type { ResourceId } from "../../model/manifest.ts";
import type { After, DeliveryOrder, FoldedOrder, Gate, Step } from "../../model/order.ts";
import { jsonText } from "../json-text.ts";

export function wavesJson(orders: readonly FoldedOrder[]): string {
  return jsonText({ apiVersion: "certctl-gitops/v1alpha1", orders: orders.map(orderJson) });
}

function orderJson({ environments, deliveries }: FoldedOrder): JsonObject {
  return { environments, deliveries: deliveries.map(deliveryJson) };
}

function deliveryJson({ kind, engine, by, after, appliedBy, steps, aside, starts }: DeliveryOrder): JsonObject {
  return {
    kind,
    ...present({ engine, by: by === undefined ? undefined : idJson(by), starts }),
    after: after.map(afterJson),
    appliedBy: appliedBy.map(idJson),
    steps: steps.map(stepJson),
    aside: aside.map(({ id, when }) => ({ id: idJson(id), when })),
  };
}

function idJson({ group, kind, namespace, name }: ResourceId): JsonObject {
  return { group, kind, namespace, name };
}

function afterJson({ on, isKnown, how, until, lockStep, readyExpr }: After): JsonObject {
  return { on: idJson(on), isKnown, how, until, ...present({ lockStep: lockStep && { ...lockStep }, readyExpr }) };
}

function stepJson({ label, wave, objects, gate }: Step): JsonObject {
  return {
    label,
    ...present({ wave }),
    objects: objects.map(({ id, isHook }) => ({ id: idJson(id), isHook })),
    gate: gateJson(gate),
  };
}

function gateJson({ until, awaits, notAwaited, timeout }: Gate): JsonObject {
  return {
    until,
    awaits: awaits.map(({ id, until: state, deadlineSeconds }) => ({
      id: idJson(id),
      until: state,
      ...present({ deadlineSeconds }),
    })),
    notAwaited: notAwaited.map(idJson),
    ...present({ timeout }),
  };
}

function present(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}
