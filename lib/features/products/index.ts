export { payPriceDrops } from "./commands/pay-price-drops";
export { recordProducts } from "./commands/record-products";
export { settlePriceDrops } from "./settle-price-drops";
