"use server";

import { staffAction } from "@/lib/platform/action";
import {
  moveItem,
  removeItem,
  restoreVersion,
  saveExpiry,
  saveReferral,
  switchItem,
} from "./commands/edit-draft";
import { discardDraft, publishDraft } from "./commands/publish-draft";
import { cancelScheduledVersion, rollBack } from "./commands/published-versions";
import { saveEarningRule, savePlan, saveReward } from "./commands/save-items";
import { saveEvents, saveGames } from "./commands/save-parts";
import { saveTierLadder } from "./commands/save-tier-ladder";

export const cancelScheduledVersionAction = staffAction(cancelScheduledVersion);
export const discardDraftAction = staffAction(discardDraft);
export const moveItemAction = staffAction(moveItem);
export const publishDraftAction = staffAction(publishDraft);
export const removeItemAction = staffAction(removeItem);
export const restoreVersionAction = staffAction(restoreVersion);
export const rollBackAction = staffAction(rollBack);
export const saveEarningRuleAction = staffAction(saveEarningRule);
export const saveEventsAction = staffAction(saveEvents);
export const saveExpiryAction = staffAction(saveExpiry);
export const saveGamesAction = staffAction(saveGames);
export const savePlanAction = staffAction(savePlan);
export const saveReferralAction = staffAction(saveReferral);
export const saveRewardAction = staffAction(saveReward);
export const saveTierLadderAction = staffAction(saveTierLadder);
export const switchItemAction = staffAction(switchItem);
