import { isSigned, sign } from "@/lib/platform/sign";

type SentCode = { merchantId: string; email: string; code: string };

const PURPOSE = "customer-code";
const textOf = ({ merchantId, email, code }: SentCode) => `${merchantId}\n${email}\n${code}`;

/** What the database keeps of a sign-in code. Six digits are soon tried out, so the hash needs the secret. */
export const codeHash = (code: SentCode): string => sign(PURPOSE, textOf(code));

/** Whether the code is the one that was sent. */
export const isCode = (code: SentCode, hash: string): boolean => isSigned(PURPOSE, textOf(code), hash);
