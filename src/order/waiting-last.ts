/** Puts deliveries into the order in which they can begin. */
import { formatId } from "../model/manifest.ts";
import type { DeliveryOrder } from "../model/order.ts";

/** Behind all that it waits for, and behind what applies it; a circle is cut in front of the first that is given. */
export function waitingLast(deliveries: readonly DeliveryOrder[]): readonly DeliveryOrder[] {
  const byObject = new Map(
    deliveries.flatMap((one) => (one.by === undefined ? [] : [[formatId(one.by), one] as const])),
  );
  const done = new Set<DeliveryOrder>();
  const open = new Set<DeliveryOrder>();
  const place = (delivery: DeliveryOrder): void => {
    if (done.has(delivery) || open.has(delivery)) return;
    open.add(delivery);
    for (const id of [...delivery.appliedBy, ...delivery.after.map(({ on }) => on)]) {
      const before = byObject.get(formatId(id));
      if (before !== undefined) place(before);
    }
    done.add(delivery);
  };
  for (const delivery of deliveries) place(delivery);
  return [...done];
}
