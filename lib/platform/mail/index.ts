export { hasMailServer, sendPendingMails } from "./deliver";
export { type Mail, sendMail } from "./send-mail";
export { type MailContent, renderMail } from "./template";
