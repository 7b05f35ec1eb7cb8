/** Rules about who comes before whom, whatever the engine. */
import type { OrderRule } from "../../rule.ts";
import { awaitedHealth } from "./awaited-health.ts";
import { claimBeforeConsumer } from "./claim-before-consumer.ts";
import { migrationOrder } from "./migration-order.ts";
import { producerAfterConsumer } from "./producer-after-consumer.ts";

export const SEQUENCE_RULES: readonly OrderRule[] = [
  awaitedHealth,
  claimBeforeConsumer,
  migrationOrder,
  producerAfterConsumer,
];
