export { answerSurvey } from "./commands/answer-survey";
export { createInvitation } from "./commands/create-invitation";
export { createSurvey } from "./commands/create-survey";
export { setSurveyStatus } from "./commands/set-survey-status";
export { getInvitation, type Invitation } from "./queries/get-invitation";
export { getSurvey, type SurveyResult } from "./queries/get-survey";
export { listSurveys, type SurveyRow } from "./queries/list-surveys";
export { secretOfToken, slugOfToken } from "./token";
