import type { Page, Route } from "@playwright/test";

type ActionRequest = { url: string; id: string; type: string; body: string };

/** The request to the server's action that an act of the user makes. It is held back: nothing is written. */
export async function captureAction(page: Page, act: () => Promise<void>): Promise<ActionRequest> {
  const { promise, resolve } = Promise.withResolvers<ActionRequest>();
  const hold = async (route: Route) => {
    const request = route.request();
    const { "next-action": id, "content-type": type = "" } = request.headers();
    if (request.method() !== "POST" || !id) return route.fallback();
    resolve({ url: request.url(), id, type, body: request.postData() ?? "" });
    await route.abort();
  };
  await page.route("**/*", hold);
  await act();
  const request = await promise;
  await page.unroute("**/*", hold);
  return request;
}

/** Sends a captured request with the cookies of another page; gives what the action answers. */
export async function replayAction(page: Page, { url, id, type, body }: ActionRequest): Promise<string> {
  const headers = {
    "next-action": id,
    "content-type": type,
    accept: "text/x-component",
    origin: new URL(url).origin,
  };
  const response = await page.request.post(url, { headers, data: body });
  return response.text();
}
