export { getMail } from "./queries/get-mail";
export { listMails, type MailRow } from "./queries/list-mails";
