import { ActionForm } from "@/components/rewards/action-form";
import { CopyCode } from "@/components/rewards/copy-code";
import type { Words } from "@/components/rewards/words";
import { buttonStyle } from "@/components/ui/button-style";
import type { Gift } from "@/lib/domain/program/schema";
import { openLinkAction } from "@/lib/features/referrals/actions";
import type { ReferralWords } from "./referral-words";
import { ShareButton } from "./share-button";
import { shareLinks } from "./share-links";

/** The way to a link of one's own. */
export function GetLink({
  slug,
  words,
  referral: { t },
}: {
  slug: string;
  words: Words;
  referral: ReferralWords;
}) {
  return (
    <ActionForm
      action={openLinkAction.bind(null, words.locale, slug)}
      label={t("getLink")}
      className="grid gap-3"
    >
      <p className="text-body text-muted-foreground">{t("getLinkHint")}</p>
    </ActionForm>
  );
}

/** The member's link and code, and the ways to pass them on. */
export function OwnLink({
  link,
  code,
  gift,
  words,
  referral: { t },
}: {
  link: string;
  code: string;
  gift: Gift;
  words: Words;
  referral: ReferralWords;
}) {
  const { store, locale } = words;
  const subject = t("subject", { store });
  const text = t("message", { store, gift: words.gift(gift) });
  const copy = { copied: words.t("codes.copied"), selected: words.t("codes.selected") };
  return (
    <div className="grid gap-5 rounded-sheet border bg-card p-5 sm:p-6">
      <div className="grid gap-2">
        <h2 className="text-body text-muted-foreground">{t("link")}</h2>
        <CopyCode code={link} className="text-body" texts={{ ...copy, copy: t("copy") }} />
        <p className="text-body text-muted-foreground">
          {t("code")}: <code className="code select-all text-foreground">{code}</code>
        </p>
      </div>
      <div className="grid gap-3 border-t pt-5">
        <ShareButton label={t("share")} title={subject} text={text} url={link} />
        <h3 className="text-body text-muted-foreground">{t("shareWith")}</h3>
        <ul className="flex flex-wrap gap-2">
          {shareLinks(locale, { subject, text, link }).map(({ way, href }) => (
            <li key={way}>
              <a href={href} target="_blank" rel="noreferrer" className={buttonStyle({ size: "touch" })}>
                {t(`shareBy.${way}`)}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
