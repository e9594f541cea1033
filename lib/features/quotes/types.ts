export type { ExplainedQuote } from "./queries/explain-quote";
