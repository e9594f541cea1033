import type { AppLocale } from "@/lib/platform/i18n/locales";

export const shareWays = ["email", "whatsapp", "line", "telegram"] as const;
export type ShareWay = (typeof shareWays)[number];

/** What people of a language send links with, the most usual first. */
const usual: Record<AppLocale, readonly ShareWay[]> = {
  en: ["whatsapp", "email", "telegram"],
  ja: ["line", "email"],
  ru: ["telegram", "whatsapp", "email"],
};

type Message = { subject: string; text: string; link: string };

function addressOf(way: ShareWay, { subject, text, link }: Message): string {
  const whole = encodeURIComponent(`${text}\n${link}`);
  if (way === "email") return `mailto:?subject=${encodeURIComponent(subject)}&body=${whole}`;
  if (way === "whatsapp") return `https://wa.me/?text=${whole}`;
  if (way === "line") return `https://line.me/R/share?text=${whole}`;
  return `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(text)}`;
}

/** Addresses that open what people send messages with, the message being written already. */
export function shareLinks(locale: AppLocale, message: Message): { way: ShareWay; href: string }[] {
  return usual[locale].map((way) => ({ way, href: addressOf(way, message) }));
}
