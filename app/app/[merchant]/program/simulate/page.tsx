import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { Outcome } from "@/components/simulation/outcome";
import { RunState } from "@/components/simulation/run-state";
import { StartForm } from "@/components/simulation/start-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { getLatestSimulation } from "@/lib/features/simulation";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { read } from "@/lib/platform/query";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("simulation"))("title") };
}

export default async function SimulatePage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, slug, draft, mayEdit, words, wordsOf } = await loadProgram((await params).merchant);
  const [t, run] = await Promise.all([getTranslations("simulation"), read(ctx, getLatestSimulation, {})]);
  const running = run?.status === "queued" || run?.status === "running";
  return (
    <Page width="detail" title={t("title")} description={t("description")}>
      <ClientMessages namespaces={["program", "simulation"]}>
        {mayEdit && <StartForm slug={slug} revision={draft.revision} running={running} />}
        {run && <RunState {...run} slug={slug} mayCancel={mayEdit} />}
        {!run && (
          <Card>
            <EmptyState title={t("emptyTitle")} description={t("empty")} />
          </Card>
        )}
        {run?.result && run.isOutdated && <Alert kind="warning">{t("outdated")}</Alert>}
        {run?.result && (
          <Outcome
            result={run.result}
            createdAt={run.createdAt}
            words={await wordsOf(run.document)}
            liveWords={draft.live ? await wordsOf(draft.live.document) : words}
            customerHref={(id) => staffPath(slug, `customers/${id}`)}
          />
        )}
      </ClientMessages>
    </Page>
  );
}
