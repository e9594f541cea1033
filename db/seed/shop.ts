/** The store of the demo. */
export const shop = {
  slug: "juniper-lane",
  name: "Juniper Lane",
  currency: "GBP",
  timezone: "Europe/London",
  grossMarginBps: 4_600,
} as const;

export type Product = {
  sku: string;
  title: string;
  category: string;
  priceMinor: number;
  lifetimeDays: number | null;
};

const product = (
  sku: string,
  title: string,
  category: string,
  priceMinor: number,
  lifetimeDays: number | null = null,
): Product => ({
  sku,
  title,
  category,
  priceMinor,
  lifetimeDays,
});

export const products: readonly Product[] = [
  product("CAN-JUN", "Juniper candle", "Candles", 2400, 45),
  product("CAN-FIG", "Fig & cedar candle", "Candles", 2600, 45),
  product("CAN-SEA", "Sea salt candle", "Candles", 2200, 45),
  product("CAN-TRI", "Trio of travel candles", "Candles", 3200, 60),
  product("SOA-OAT", "Oat milk soap", "Bath", 750, 30),
  product("SOA-ROS", "Rosemary soap", "Bath", 750, 30),
  product("SAL-LAV", "Lavender bath salts", "Bath", 1450, 60),
  product("OIL-BAT", "Bath oil", "Bath", 1900, 60),
  product("LOT-HAN", "Hand lotion", "Body", 1600, 60),
  product("LOT-REF", "Hand lotion refill", "Body", 1250, 60),
  product("BAL-LIP", "Lip balm", "Body", 650, 60),
  product("SCR-SUG", "Sugar scrub", "Body", 1850, 45),
  product("DIF-REE", "Reed diffuser", "Home", 3400, 90),
  product("DIF-REF", "Diffuser refill", "Home", 1900, 90),
  product("SPR-LIN", "Linen spray", "Home", 1700, 60),
  product("DIS-SOA", "Stoneware soap dish", "Home", 1400),
  product("TOW-WAF", "Waffle hand towel", "Home", 1800),
  product("VAS-BUD", "Bud vase", "Home", 2200),
  product("TEA-HER", "Herbal tea tin", "Pantry", 1100, 30),
  product("HON-HEA", "Heather honey", "Pantry", 950, 45),
  product("BOX-GIF", "Gift box, small", "Gifts", 3800),
  product("BOX-LAR", "Gift box, large", "Gifts", 6500),
];

/** What the program cost each month, by kind; `month` counts from the first month of the data. */
export function costsOfMonth(month: number): {
  kind: "software" | "design" | "marketing" | "special_offers" | "service";
  amountMinor: number;
  note: string;
}[] {
  return [
    { kind: "software", amountMinor: 9_900, note: "Hosting and mail" },
    { kind: "service", amountMinor: 32_000 + (month % 4) * 1_500, note: "Support hours for the program" },
    { kind: "marketing", amountMinor: 24_000 + (month % 3) * 8_000, note: "Newsletter and leaflets" },
    ...(month === 0
      ? [{ kind: "design" as const, amountMinor: 180_000, note: "Rewards page and cards" }]
      : []),
    ...(month % 6 === 5
      ? [{ kind: "special_offers" as const, amountMinor: 45_000, note: "Seasonal gift" }]
      : []),
  ];
}
