export { type Quote, type QuotedAward, type QuotedOffer, quote } from "./queries/quote";
