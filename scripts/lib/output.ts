import { readFile } from "node:fs/promises";
import { DomainError } from "@/lib/domain/errors";
import { toJson } from "@/lib/platform/json";
import en from "@/messages/en.json";

/** One JSON value: one line for programs, indented for people. */
export function printJson(value: unknown, oneLine = false): void {
  console.log(oneLine ? toJson(value) : JSON.stringify(JSON.parse(toJson(value)), null, 2));
}

function isMissingFile(error: unknown): error is Error & { path: string } {
  return error instanceof Error && "code" in error && error.code === "ENOENT" && "path" in error;
}

const fieldTexts: Record<string, string> = en.errors.field;

/** What is wrong with a field: a key has a text, unless the text needs to be filled in; a sentence is told as it is. */
function faultText(fault: string): string {
  const text = fieldTexts[fault];
  return text === undefined || text.includes("{") ? fault.replaceAll("_", " ") : text;
}

const reasonTexts: Record<string, unknown> = en.errors;

/** The reason as a sentence with its parameters, and those that the sentence did not take. */
function reasonOf({ code, reason, params }: DomainError) {
  const text = reasonTexts[reason];
  const open = Object.entries(params);
  if (reason === code || typeof text !== "string" || /\{\w+,/.test(text))
    return { told: reason.toLowerCase().replaceAll("_", " "), left: open };
  const left = open.filter(([name]) => !text.includes(`{${name}}`));
  const told = open.reduce((sentence, [name, value]) => sentence.replace(`{${name}}`, String(value)), text);
  return { told, left };
}

/** Why a command failed, in words for the terminal. */
export function explain(error: unknown): string {
  if (isMissingFile(error)) return `There is no file ${error.path}`;
  if (!(error instanceof DomainError)) return error instanceof Error ? error.message : String(error);
  const { told, left } = reasonOf(error);
  const faults = Object.entries(error.fieldErrors).map(([path, fault]) => [path, faultText(fault)]);
  return [told, ...[...left, ...faults].map(([name, text]) => `  ${name}: ${text}`)].join("\n");
}

/** The value in a JSON file. Throws with the file's name. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw isMissingFile(error) ? error : new Error(`cannot read ${path}`);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error(`${path} is not JSON: ${explain(error)}`);
  }
}
