export { deleteCost } from "./commands/delete-cost";
export { recordCost } from "./commands/record-cost";
export { setGrossMargin } from "./commands/set-gross-margin";
export { updateCost } from "./commands/update-cost";
export { listCosts } from "./queries/list-costs";
