import { z } from "zod";

/** Work of the midnight that begins a date, some customers at a time: those after an id. */
export const midnightPageSchema = z.strictObject({
  date: z.iso.date(),
  after: z.uuid().nullable().default(null),
});
