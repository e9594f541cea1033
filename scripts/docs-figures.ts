import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { definitions, type KpiKey } from "@/lib/domain/kpi";
import messages from "@/messages/en.json";

const { definitions: texts, definitionsPage: page } = messages.analytics;
const keys = Object.keys(definitions).filter((key): key is KpiKey => Object.hasOwn(definitions, key));
const families = [...new Set(keys.map((key) => definitions[key].family))];

function section(key: KpiKey): string {
  const { unit, version, params } = definitions[key];
  const { name, what, inputs, without } = texts[key];
  const names: readonly string[] = params;
  return [
    `### ${name}`,
    `\`${key}\` · unit \`${unit}\` · version ${version}${names.length > 0 ? ` · takes ${names.map((param) => `\`${param}\``).join(", ")}` : ""}`,
    what,
    `- Rests on: ${inputs}.\n- Leaves out: ${without}.`,
  ].join("\n\n");
}

/** The text of docs/figures.md: the same words that the dashboard shows beside each figure. */
export function figuresDocument(): string {
  const parts = families.map((family) =>
    [
      `## ${page.families[family]}`,
      ...keys.filter((key) => definitions[key].family === family).map(section),
    ].join("\n\n"),
  );
  return `<!-- Written by "npx tsx scripts/docs-figures.ts" from lib/domain/kpi and messages/en.json. -->

# Figures

Every figure is computed between two local dates of the store, the last one excluded, with the same code for the
dashboard and for \`regulars metrics KPI --merchant S --from D --to D [--by month] [--segment K] [--param k=v]\`. SQL counts
and sums whole numbers; the quotient is taken once and not rounded. A figure that is not known is null with a reason, never 0.
With \`--json\` money is in minor units and shares are between 0 and 1.

With a segment, a figure looks only at the customers whom the segment holds today, also for months gone by. Cost entries
belong to no customer and are left out then; page and answer say so.

${parts.join("\n\n")}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  writeFileSync("docs/figures.md", figuresDocument());
