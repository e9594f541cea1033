/** A link's token is `<store>.<secret>`: the store must be known before the secret can be looked up. */
export function linkToken(slug: string, secret: string): string {
  return `${slug}.${secret}`;
}

export const slugOfToken = (token: string): string => token.split(".")[0] ?? "";
export const secretOfToken = (token: string): string => token.split(".")[1] ?? "";
