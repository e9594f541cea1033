export { explainQuote } from "./queries/explain-quote";
export { type Quote, type QuotedAward, type QuotedOffer, quote } from "./queries/quote";
