export {
  addDays,
  addMonths,
  daysBetween,
  firstDayOf,
  isLocalDate,
  type LocalDate,
  type MonthKey,
  monthOf,
  twelveMonthsEnding,
} from "@/lib/domain/time/local-date";
export { parseExpiry, parseInstant } from "@/lib/domain/time/parse";
export {
  type DateRange,
  daysOf,
  eachDay,
  instantsOf,
  monthsUpTo,
  rangeBefore,
  splitByMonth,
  splitLike,
} from "@/lib/domain/time/range";
export { isValidZone, localClockOf, localDateOf, midnightOf } from "@/lib/domain/time/zone";
