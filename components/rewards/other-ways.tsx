import { getPerkWords } from "@/components/perks/perk-words";
import type { Standing } from "@/lib/domain/earning/types";
import type { Plan, ProgramDocument } from "@/lib/domain/program/schema";
import { MoreLink } from "./frame";
import type { Words } from "./words";

const givesPoints = (plan: Plan) => plan.renewalPoints > 0 || plan.earnMultiplierBps > 10_000;
const plansThatEarn = ({ perks }: ProgramDocument, { plans }: Standing) =>
  perks.plans.filter((plan) => givesPoints(plan) && (plan.active || plans.includes(plan.key)));

/** Whether there is something to earn besides what the rules say. */
export const hasOtherWays = (program: ProgramDocument, who: Standing) =>
  program.referral?.active === true || plansThatEarn(program, who).length > 0;

/** Inviting and the subscriptions, among the ways to earn. */
export async function OtherWays({
  program,
  who,
  words,
}: {
  program: ProgramDocument;
  who: Standing;
  words: Words;
}) {
  const { t } = words;
  const { referral } = program;
  const perks = await getPerkWords(words);
  return (
    <>
      {referral?.active && (
        <li className="grid gap-0.5 p-4 sm:px-5">
          <p className="font-medium">{t("earn.invite", { gift: words.gift(referral.advocate) })}</p>
          <p>
            <MoreLink href={words.path("/invite")}>{t("nav.invite")}</MoreLink>
          </p>
        </li>
      )}
      {plansThatEarn(program, who).map((plan) => (
        <li key={plan.key} className="grid gap-0.5 p-4 sm:px-5">
          <p className="font-medium">{t("earn.plan", { plan: perks.planName(plan) })}</p>
          {who.plans.includes(plan.key) && (
            <p className="text-body text-muted-foreground">{t("earn.forYou")}</p>
          )}
          {perks.perks(plan).map((perk) => (
            <p key={perk} className="text-body text-muted-foreground">
              {perk}
            </p>
          ))}
          <p>
            <MoreLink href={words.path("/subscription")}>{t("nav.subscription")}</MoreLink>
          </p>
        </li>
      ))}
    </>
  );
}
