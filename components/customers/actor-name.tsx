import { useTranslations } from "next-intl";
import type { ActorDto } from "@/lib/features/customers";

/** Who did something, by name where it was a colleague. */
export function ActorName({ actor }: { actor: ActorDto }) {
  const t = useTranslations("customers.actors");
  if (actor.type === "staff") return actor.name ?? t("former");
  return t(actor.type);
}
