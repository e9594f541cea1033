import { z } from "zod";

/** Work of the midnight that begins a date, some customers at a time: those after an id. */
export const yearlyPageSchema = z.strictObject({
  date: z.iso.date(),
  after: z.uuid().nullable().default(null),
});
