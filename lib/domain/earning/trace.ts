import type { Worked } from "./effects";
import type { Award, Earner, EarningFact } from "./types";

/** What the award was worked out from: also all that an edited order is judged by again. */
function factsOf(fact: EarningFact, { tierKey, segments, plans }: Earner["standing"], worked: Worked) {
  const { order, event } = fact;
  const { basisMinor, rule } = worked;
  const opened = rule.who.segments.filter((segment) => segments.includes(segment));
  return {
    ...(order ? { total: order.totalMinor.toString(), basis: basisMinor.toString() } : {}),
    tier: tierKey,
    on: fact.on,
    ...(segments.length > 0 ? { segments: [...segments] } : {}),
    ...(plans.length > 0 ? { plans: [...plans] } : {}),
    ...(opened.length > 0 ? { opened } : {}),
    ...(order ? { orderNumber: order.number } : {}),
    ...(event ? { event } : {}),
  };
}

/** What was worked out, as an award with the reasons that are kept with it for ever. */
export function toAward(worked: Worked, fact: EarningFact, { standing }: Earner): Award {
  const { rule, asset, units, basisMinor, rounding, lines, byLine, arithmetic, conditions } = worked;
  return {
    ruleKey: rule.key,
    asset,
    units,
    basisMinor,
    rounding,
    lines,
    activation: rule.activation,
    trace: {
      rule: rule.key,
      facts: factsOf(fact, standing, worked),
      ...(conditions ? { conditions } : {}),
      arithmetic,
      ...(byLine ? { byLine } : {}),
    },
  };
}
