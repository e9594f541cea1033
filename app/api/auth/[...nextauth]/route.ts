export { GET, POST } from "@/lib/platform/auth/next-auth";
