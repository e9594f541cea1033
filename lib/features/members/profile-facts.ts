import { type CustomerFact, ownFact } from "@/lib/domain/events/facts";

type Profile = { name: string | null; birthday: string | null; acceptsMarketing: boolean };

const isComplete = ({ name, birthday }: Profile) => Boolean(name && birthday);

/** The customer's own consent to news, whenever it is given first. */
export function newsletterJoined(customerId: string, at: Date): CustomerFact {
  return ownFact({ key: `newsletter:${customerId}`, customerId, trigger: "newsletter.joined", at });
}

/** What a member's own change of their profile is to the program: news joined, profile completed. Each counts once. */
export function profileFacts(
  customerId: string,
  { before, after }: { before: Profile; after: Profile },
  at: Date,
): CustomerFact[] {
  const facts: CustomerFact[] = [];
  if (after.acceptsMarketing && !before.acceptsMarketing) facts.push(newsletterJoined(customerId, at));
  if (isComplete(after) && !isComplete(before))
    facts.push(ownFact({ key: `profile:${customerId}`, customerId, trigger: "profile.completed", at }));
  return facts;
}
