import type { ProgramVersion } from "./schema";

/** The version in force at an instant: the last one effective by then, of equal times the higher number. */
export function versionAt(versions: readonly ProgramVersion[], at: Date): ProgramVersion | null {
  let live: ProgramVersion | null = null;
  for (const version of versions) {
    if (version.effectiveFrom > at) continue;
    const later = live === null || version.effectiveFrom > live.effectiveFrom;
    const sameTime = live !== null && version.effectiveFrom.getTime() === live.effectiveFrom.getTime();
    if (later || (sameTime && live !== null && version.number > live.number)) live = version;
  }
  return live;
}
