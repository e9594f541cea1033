"use server";

import { staffReading } from "@/lib/platform/action";
import { explainQuote } from "./queries/explain-quote";

export const explainQuoteAction = staffReading(explainQuote);
