import { createServer, type Server } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { mails } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { getMail, listMails } from "@/lib/features/outbox";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import { renderMail, sendMail, sendPendingMails } from ".";

/** A mail server in a few lines: takes every mail, refuses nobody@ for good and busy@ for now. */
function mailServer(received: string[]): Server {
  return createServer((socket) => {
    let data: string | null = null;
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n")) {
        if (data !== null) {
          if (line === ".") {
            received.push(data);
            data = null;
            socket.write("250 ok\r\n");
          } else data += `${line}\n`;
        } else if (line.startsWith("RCPT") && line.includes("nobody@")) socket.write("550 no such user\r\n");
        else if (line.startsWith("RCPT") && line.includes("busy@")) socket.write("450 try again\r\n");
        else if (line === "DATA") {
          data = "";
          socket.write("354 go on\r\n");
        } else if (line === "QUIT") socket.end("221 bye\r\n");
        else if (line) socket.write("250 ok\r\n");
      }
    });
  });
}

let database: TestDatabase;
let store: TestStore;
const received: string[] = [];
const server = mailServer(received);

beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  vi.unstubAllEnvs();
  await database.drop();
});

async function write(to: string): Promise<string> {
  const ctx = store.as({ type: "system" });
  const content = renderMail({ locale: "en", heading: "Hello", paragraphs: ["Text"], footer: "Why" });
  await database.db.transaction((tx) =>
    sendMail(tx, ctx, { to, template: "test", subject: `To ${to}`, ...content }),
  );
  const [row] = await database.owner.select({ id: mails.id }).from(mails).where(eq(mails.recipient, to));
  return row?.id ?? "";
}

const owner = () => store.as({ type: "staff", userId: newId(), role: "owner", email: "o@x.test" });

test("a mail's HTML shows what people typed as text", () => {
  const { html, text } = renderMail({
    locale: "en",
    heading: "<b>Bo & Co</b>",
    paragraphs: [],
    button: { label: "Go", url: 'https://x.test/?a="b"' },
    footer: "",
  });
  expect(html).toContain("&lt;b&gt;Bo &amp; Co&lt;/b&gt;");
  expect(html).toContain('href="https://x.test/?a=&quot;b&quot;"');
  expect(text).toContain("<b>Bo & Co</b>");
});

test("without a mail server mails stay in the outbox, where the owner reads them", async () => {
  const id = await write("kept@example.com");
  expect(await sendPendingMails(database.db)).toEqual({ sent: 0, rejected: 0 });
  const page = await read(owner(), listMails, {});
  expect(page.rows).toMatchObject([{ id, recipient: "kept@example.com", sentAt: null }]);
  expect((await read(owner(), getMail, { mailId: id })).text).toContain("Text");
});

test("with one, each mail is sent once also by two workers; a refused one keeps the reason or waits, alone", async () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  vi.resetModules();
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${port}`);
  const worker = await import(".");
  const refused = await write("nobody@example.com");
  const busy = await write("busy@example.com");
  await write("last@example.com");
  const both = await Promise.all([
    worker.sendPendingMails(database.db),
    worker.sendPendingMails(database.db),
  ]);
  const counted = both.reduce((sum, part) => sum + part.sent, 0);
  expect({ counted, received: received.length }).toEqual({ counted: 2, received: 2 });
  expect(received.join()).toContain("To last@example.com");
  expect((await read(owner(), getMail, { mailId: refused })).error).toContain("no such user");
  expect(await read(owner(), getMail, { mailId: busy })).toMatchObject({ error: null, sentAt: null });
  expect(await worker.sendPendingMails(database.db)).toEqual({ sent: 0, rejected: 0 });
});
