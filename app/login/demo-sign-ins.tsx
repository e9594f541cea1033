import { getTranslations } from "next-intl/server";
import { PublicForm } from "@/components/forms/public-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card } from "@/components/ui/card";
import { signInAction } from "@/lib/features/account/actions";
import { demoSignIns } from "@/lib/features/demo";

/** The people of the demo store, one press each. */
export async function DemoSignIns({ next }: { next: string }) {
  const t = await getTranslations("auth");
  const roleName = await getTranslations("shell.roles");
  return (
    <Card title={t("demoTitle")} description={t("demoDescription")}>
      <div className="grid gap-2 sm:grid-cols-2">
        {demoSignIns.map(({ role, email, password }) => (
          <PublicForm key={role} action={signInAction} className="grid gap-2">
            <input type="hidden" name="next" value={next} />
            <input type="hidden" name="email" value={email} />
            <input type="hidden" name="password" value={password} />
            <SubmitButton variant="secondary">{t("continueAs", { role: roleName(role) })}</SubmitButton>
          </PublicForm>
        ))}
      </div>
    </Card>
  );
}
