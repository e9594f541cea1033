import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { eventItems, gameItems } from "./parts-summary";
import type { Words } from "./words";

/** What a program says, in plain sentences. */
export function ProgramSummary({ title, words }: { title: string; words: Words }) {
  const { t, document } = words;
  const { earningRules, tiers, rewards, referral, perks, expiry, pointValueMinor } = document;
  const invitation = referral && words.referral(referral);
  return (
    <Card title={title}>
      <div className="gap-6 md:columns-2">
        <Part title={t("sections.earning")} empty={t("noRules")}>
          {earningRules.map((rule) => (
            <Line
              key={rule.key}
              name={words.name(rule)}
              text={[words.sentence(rule)]}
              off={rule.active ? undefined : t("states.inactive")}
            />
          ))}
        </Part>
        <Part title={t("sections.tiers")} empty={t("noTiers")}>
          {tiers?.levels.map((level) => (
            <Line key={level.key} name={words.name(level)} text={[words.tierSentence(level, tiers)]} />
          ))}
        </Part>
        <Part title={t("sections.rewards")} empty={t("noRewards")}>
          {rewards.map((reward) => (
            <Line
              key={reward.key}
              name={words.name(reward)}
              text={[words.rewardSentence(reward)]}
              off={reward.active ? undefined : t("states.inactive")}
            />
          ))}
        </Part>
        <Part title={t("sections.referral")} empty={t("noReferral")}>
          {invitation && (
            <Line
              name={invitation.friend}
              text={[invitation.advocate]}
              off={referral.active ? undefined : t("states.inactive")}
            />
          )}
        </Part>
        <Part title={t("sections.perks")} empty={t("noPlans")}>
          {perks.plans.map((plan) => (
            <Line
              key={plan.key}
              name={words.name(plan)}
              text={[words.plans.plan(plan)]}
              off={plan.active ? undefined : t("states.inactive")}
            />
          ))}
        </Part>
        <Part title={t("sections.events")} empty={t("events.empty")}>
          {eventItems(words).map(({ label, value }) => (
            <Line key={label} name={label} text={[value]} />
          ))}
        </Part>
        <Part title={t("sections.games")} empty={t("games.empty")}>
          {gameItems(words).map(({ label, value }) => (
            <Line key={label} name={label} text={[value]} />
          ))}
        </Part>
        <Part title={t("sections.expiry")} empty="">
          <li>{words.expiry(expiry)}</li>
          {pointValueMinor !== undefined && (
            <li>{t("expiryText.pointValue", { amount: words.money(pointValueMinor) })}</li>
          )}
        </Part>
      </div>
    </Card>
  );
}

function Part({ title, empty, children }: { title: string; empty: string; children: ReactNode }) {
  const isEmpty = !children || (Array.isArray(children) && children.length === 0);
  return (
    <div className="mb-6">
      <h3 className="mb-2 break-after-avoid font-medium">{title}</h3>
      {isEmpty ? <p className="text-muted-foreground">{empty}</p> : <ul className="space-y-2">{children}</ul>}
    </div>
  );
}

function Line({ name, text, off }: { name: string; text: (string | false | null)[]; off?: string }) {
  return (
    <li className="grid break-inside-avoid">
      <span>
        {name} {off && <Badge>{off}</Badge>}
      </span>
      <span className="text-muted-foreground">{text.filter(Boolean).join(" · ")}</span>
    </li>
  );
}
