export { type EventByHand, recordEventByHand } from "./commands/record-event-by-hand";
export { type RecordedEvent, type RecordedEvents, recordEvents } from "./commands/record-events";
export { type CustomerEvent, listCustomerEvents } from "./queries/list-customer-events";
export { type EventTypeRow, listEventTypes } from "./queries/list-event-types";
export { OWN_EVENT_PREFIX } from "./schema";
