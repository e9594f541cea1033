import postgres from "postgres";
import { migrateDatabase } from "@/db/migrate";
import { startDatabase } from "../server";

/** A migrated database that is thrown away: on the server of DATABASE_URL, else on an embedded one. */
export async function openScratch() {
  const { DATABASE_URL, DATABASE_OWNER_URL = DATABASE_URL } = process.env;
  if (!DATABASE_URL || !DATABASE_OWNER_URL) {
    const { env, url, stop } = await startDatabase("http://localhost:3233");
    return { url, ownerUrl: env.DATABASE_OWNER_URL, stop };
  }
  const name = `regulars_bench_${process.pid}`;
  const within = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const server = postgres(DATABASE_OWNER_URL, { max: 1 });
  await server`create database ${server(name)}`;
  const stop = async () => {
    await server`drop database ${server(name)} with (force)`;
    await server.end();
  };
  const urls = { url: within(DATABASE_URL), ownerUrl: within(DATABASE_OWNER_URL) };
  await migrateDatabase({ owner: urls.ownerUrl, runtime: urls.url });
  return { ...urls, stop };
}
