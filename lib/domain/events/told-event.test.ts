import { describe, expect, it } from "vitest";
import { type EventData, readEvent } from "./told-event";

const program = {
  eventTypes: [
    {
      key: "quiz",
      name: {},
      fields: [
        { key: "score", type: "number" as const, required: true },
        { key: "topic", type: "text" as const, required: false },
        { key: "first", type: "boolean" as const, required: false },
      ],
    },
    { key: "visit", name: {}, fields: [{ key: "branch", type: "text" as const, required: true }] },
  ],
};
const read = (type: string, data: EventData = {}) => readEvent(program, { type, data });

describe("an event is read by the program's own schema", () => {
  it("an own type may be named with or without its prefix; a built-in one is never hidden by it", () => {
    expect(read("quiz", { score: 3 })).toMatchObject({ trigger: "event.quiz" });
    expect(read("event.quiz", { score: 3, topic: "tea", first: true })).toMatchObject({
      trigger: "event.quiz",
    });
    expect(read("visit")).toMatchObject({ trigger: "visit" });
    expect(read("event.visit", { branch: "York" })).toMatchObject({ trigger: "event.visit" });
  });

  it("says which field is wrong and how", () => {
    expect(read("quiz")).toEqual({ fault: { field: "data.score", reason: "event_field_missing" } });
    expect(read("quiz", { score: "3" })).toEqual({
      fault: { field: "data.score", reason: "event_field_number" },
    });
    expect(read("quiz", { score: 3, topic: 1 })).toEqual({
      fault: { field: "data.topic", reason: "event_field_text" },
    });
    expect(read("quiz", { score: 3, first: "yes" })).toEqual({
      fault: { field: "data.first", reason: "event_field_boolean" },
    });
    expect(read("quiz", { score: 3, mood: "good" })).toEqual({
      fault: { field: "data.mood", reason: "event_field_unknown" },
    });
    expect(read("survey.answered", { kind: "nps" })).toEqual({
      fault: { field: "data.score", reason: "event_field_missing" },
    });
  });

  it("a file's texts become what the fields hold, or are refused", () => {
    const ofFile = (data: EventData) => readEvent(program, { type: "quiz", data, fromText: true });
    expect(ofFile({ score: " 3.5", topic: "12", first: "TRUE" })).toEqual({
      trigger: "event.quiz",
      data: { score: 3.5, topic: "12", first: true },
    });
    expect(ofFile({ score: "three" })).toMatchObject({ fault: { reason: "event_field_number" } });
    expect(ofFile({ score: "3", first: "perhaps" })).toMatchObject({ fault: { field: "data.first" } });
  });

  it("what is worked out from orders and the calendar cannot be told", () => {
    for (const type of ["order.paid", "customer.birthday", "referral.qualified", "challenge.completed", "x"])
      expect(read(type)).toEqual({ fault: { field: "type", reason: "event_type_unknown" } });
  });

  it("before the first publication the built-in types are known", () => {
    expect(readEvent(null, { type: "visit", data: {} })).toMatchObject({ trigger: "visit" });
    expect(readEvent(null, { type: "quiz", data: {} })).toMatchObject({ fault: { field: "type" } });
  });
});
