import { afterAll, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { eventStore, givesFor } from "@/lib/testing/event-store";
import { importFile } from "@/lib/testing/import-store";
import { runImport } from ".";

const database = await testDatabase();
afterAll(database.drop);

const file = `event_id,type,customer_id,occurred_at,data.score,data.topic,data.first
e1,quiz,c1,2026-02-01T10:00:00Z,9,12,true
e2,quiz,c1,2026-02-02,high,,
e3,quest,c1,2026-02-02,1,,
e4,visit,c2,2026-02-03,,,
e5,visit,c2,2027-02-03,,,
e6,visit,,2026-02-03,,,
e7,visit,c2,2026-02-03,1,,
`;

it("events come in by file: each is read by the program, what cannot be is rejected with its column, twice is once", async () => {
  const store = await eventStore(database, {
    eventTypes: [
      {
        key: "quiz",
        fields: [
          { key: "score", type: "number", required: true },
          { key: "topic", type: "text" },
          { key: "first", type: "boolean" },
        ],
      },
    ],
    earningRules: [givesFor("event.quiz", 10), givesFor("visit", 5)],
  });
  const ctx = store.as({ type: "system" }, new Date("2026-03-10T12:00:00Z"));
  const run = (noAwards = false) => runImport(ctx, { kind: "events", files: [importFile(file)], noAwards });
  const { report, errors } = await run();
  expect(report).toMatchObject({ created: 2, rejected: 5, awarded: { transactions: 2, units: 15 } });
  expect(errors.map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [3, "data.score", "event_field_number"],
    [4, "type", "event_type_unknown"],
    [6, "occurred_at", "in_future"],
    [7, "customer_id", "required"],
    [8, "data.score", "event_field_unknown"],
  ]);
  expect((await run(true)).report).toMatchObject({ created: 0, unchanged: 2, awarded: { units: 0 } });
  expect(await store.brokenInvariants()).toEqual([]);
});
