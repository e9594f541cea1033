export { createMerchant, setUp } from "./commands/create-merchant";
export { renameMerchant } from "./commands/rename-merchant";
export { LOADING, openMidnight } from "./open-midnight";
export { getMerchant, getMerchantBySlug, isSetUp } from "./queries/get-merchant";
export { createMerchantSchema } from "./schema";
