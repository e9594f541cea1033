import { getTranslations } from "next-intl/server";
import { type ActionFailure, runAction } from "../action";
import { type CustomerPage, openCustomerPage } from "./customer-page";

/** What a form of a customer page shows after it was sent: one sentence, already in the reader's language. */
export type FormState = { error?: string; done?: string };

type Namespace = "rewards.errors" | "survey.errors";

/** The failure in words: the field's, else the reason's, else the code's. */
async function wordsOf(locale: CustomerPage["locale"], failure: ActionFailure, namespace: Namespace) {
  const t = await getTranslations({ locale, namespace });
  const known = (key: string): key is "UNKNOWN" => t.has(key as "UNKNOWN");
  const keys = [...Object.values(failure.fieldErrors), failure.reason, failure.code];
  return t(keys.find(known) ?? "UNKNOWN", failure.params);
}

/** Runs the work of a public form for whoever sent it. Redirects pass through; an error becomes a sentence. */
export async function customerAction<State extends FormState>(
  locale: string,
  slug: string,
  work: (page: CustomerPage) => Promise<State>,
  namespace: Namespace = "rewards.errors",
): Promise<State | { error: string }> {
  const page = await openCustomerPage(locale, slug);
  const outcome = await runAction(() => work(page));
  return outcome.ok ? outcome.data : { error: await wordsOf(page.locale, outcome, namespace) };
}
