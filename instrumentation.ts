/** Next calls this once when a server process starts. The worker starts beside the server, which does not wait for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startWorker } = await import("@/lib/features/worker");
  startWorker();
}
