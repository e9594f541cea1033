import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { createDatabase } from "@/db/client";
import { customerCodes, mails } from "@/db/schema";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { memberStore } from "@/lib/testing/member-store";
import { requestCode, verifyCode } from ".";

const database = await testDatabase();
afterAll(database.drop);
const { store, other, visitor, mailedCode } = await memberStore(database);

describe("codes", () => {
  const guess = (email: string, code: string, now = NOON) =>
    execute(visitor(now), verifyCode, { email, code, locale: "en" });
  const wrongOf = (code: string) => (code === "000000" ? "111111" : "000000");

  test("known and unknown addresses get the same answer", async () => {
    await store.addMember({ email: "known@example.com" });
    const ask = (email: string) => execute(visitor(), requestCode, { email, locale: "en" });
    expect(await ask("known@example.com")).toEqual(await ask("unknown@example.com"));
  });

  test("only a hash of the code is kept", async () => {
    await execute(visitor(), requestCode, { email: "hash@example.com", locale: "en" });
    const [kept] = await database.owner
      .select({ hash: customerCodes.codeHash })
      .from(customerCodes)
      .where(eq(customerCodes.email, "hash@example.com"));
    expect(kept?.hash).not.toContain(await mailedCode("hash@example.com"));
  });

  test("after five wrong guesses the right code does not work either, also when guessed at once", async () => {
    const email = "guess@example.com";
    await execute(visitor(), requestCode, { email, locale: "en" });
    const code = await mailedCode(email);
    expect(await guess(email, wrongOf(code))).toEqual({ status: "wrong", triesLeft: 4 });
    const rest = await Promise.all(Array.from({ length: 8 }, () => guess(email, wrongOf(code))));
    expect(rest.filter((answer) => answer.status === "wrong")).toHaveLength(3);
    expect(await guess(email, code)).toEqual({ status: "expired" });
    await execute(visitor(), requestCode, { email, locale: "en" });
    expect(await guess(email, await mailedCode(email))).toMatchObject({ status: "signed_in" });
  });

  test("a code works once, for 10 minutes, with the spaces people type", async () => {
    const email = "once@example.com";
    await execute(visitor(), requestCode, { email, locale: "en" });
    const code = await mailedCode(email);
    expect(await guess(email, code, minutesLater(10))).toEqual({ status: "expired" });
    expect(await guess(email, `${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ status: "signed_in" });
    expect(await guess(email, code)).toEqual({ status: "expired" });
  });

  test("a code of one store is nothing in another", async () => {
    const email = "stores@example.com";
    await execute(visitor(), requestCode, { email, locale: "en" });
    const code = await mailedCode(email);
    const answer = await execute(visitor(NOON, other), verifyCode, { email, code, locale: "en" });
    expect(answer).toEqual({ status: "expired" });
  });

  test("more people than there are connections can ask for a code at the same moment", async () => {
    const small = createDatabase(database.url, { max: 2 });
    const asks = Array.from({ length: 8 }, (_, i) =>
      execute({ ...visitor(), db: small.db }, requestCode, { email: `${i}@crowd.test`, locale: "en" }),
    );
    await expect(Promise.all(asks)).resolves.toHaveLength(8);
    await small.end();
  });

  test("no more than five codes in 15 minutes go to one address", async () => {
    const ask = (now: Date) =>
      execute(visitor(now), requestCode, { email: "flood@example.com", locale: "en" });
    for (let i = 0; i < 5; i++) await ask(NOON);
    await expect(ask(NOON)).rejects.toMatchObject({ code: "LIMIT", reason: "too_many_codes" });
    await expect(ask(minutesLater(15))).resolves.toEqual({ sent: true });
  });

  test("the mail is written in the language of the page", async () => {
    await execute(visitor(), requestCode, { email: "ja@example.com", locale: "ja" });
    const [mail] = await database.owner
      .select({ subject: mails.subject, html: mails.html })
      .from(mails)
      .where(eq(mails.recipient, "ja@example.com"));
    expect(mail?.subject).toContain("認証コード");
    expect(mail?.html).toContain('<html lang="ja">');
  });
});
