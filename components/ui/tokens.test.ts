import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("app/globals.css", "utf8");

type Theme = "light" | "dark";

/** The three numbers of a token in one theme: `--name: light-dark(oklch(l c h), oklch(l c h))`. */
function oklch(token: string, theme: Theme): [number, number, number] {
  const line = new RegExp(`--${token}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`).exec(css);
  const [l = Number.NaN, c = Number.NaN, h = Number.NaN] =
    line?.[theme === "light" ? 1 : 2]?.split(" ").map(Number) ?? [];
  return [l, c, h];
}

/** Relative luminance (WCAG 2.2) of an OKLCH colour, by way of linear sRGB (Ottosson, 2020), clipped to the gamut. */
function luminance([l, c, h]: [number, number, number]): number {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
  const green = clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
  const blue = clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: Theme): number {
  const [a, b] = [luminance(oklch(one, theme)), luminance(oklch(other, theme))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const surfaces = ["background", "card", "popover", "muted"];
const texts: [text: string, on: readonly string[]][] = [
  ["foreground", [...surfaces, "primary-soft", "warning-soft", "success-soft", "destructive-soft"]],
  ["muted-foreground", surfaces],
  ["primary", ["background", "card", "primary-soft"]],
  ["destructive", ["background", "card", "popover", "destructive-soft"]],
  ["success", ["card", "success-soft"]],
  ["warning", ["card", "warning-soft"]],
  ["negative", ["background", "card"]],
  ["primary-foreground", ["primary", "primary-hover"]],
  ["destructive-foreground", ["destructive"]],
];
const series = [1, 2, 3, 4, 5, 6].map((index) => `chart-${index}`);
const groups = ["nps-promoters", "nps-passives", "nps-detractors"];
const controls: [mark: string, on: readonly string[]][] = [
  ["input", ["background", "card", "popover"]],
  ["ring", surfaces],
  ["primary", surfaces],
  ...[...series, ...groups].map((mark): [string, string[]] => [mark, ["card"]]),
];

describe.each<Theme>(["light", "dark"])("colours of the %s theme", (theme) => {
  it.each(texts.flatMap(([text, on]) => on.map((surface) => [text, surface])))(
    "text %s on %s reads at 4.5 to 1 or better",
    (text, surface) => expect(contrast(text, surface, theme)).toBeGreaterThanOrEqual(4.5),
  );

  it.each(controls.flatMap(([mark, on]) => on.map((surface) => [mark, surface])))(
    "mark %s on %s stands out at 3 to 1 or better",
    (mark, surface) => expect(contrast(mark, surface, theme)).toBeGreaterThanOrEqual(3),
  );
});

it("computes what is known of black, white and mid grey", () => {
  expect(luminance([1, 0, 0])).toBeCloseTo(1, 3);
  expect(luminance([0, 0, 0])).toBeCloseTo(0, 6);
  expect(luminance([0.5999, 0, 0])).toBeCloseTo(0.2159, 3); // #808080
});
