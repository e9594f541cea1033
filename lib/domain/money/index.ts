export { allocate } from "@/lib/domain/money/allocate";
export {
  type AmountFault,
  currencyExponent,
  formatAmount,
  isCurrency,
  type ParsedAmount,
  parseAmount,
  toMinor,
} from "@/lib/domain/money/amount";
export {
  addDecimal,
  type Decimal,
  multiplyDecimal,
  parseDecimal,
  roundDecimal,
} from "@/lib/domain/money/decimal";
export { divide, mulDiv, type Rounding } from "@/lib/domain/money/rounding";
