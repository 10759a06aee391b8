/** What stands in a channel's shown settings in the place of a secret, whether there is one: `accessToken` → `hasAccessToken`. */
export const hasName = (secret: string): string => `has${secret.charAt(0).toUpperCase()}${secret.slice(1)}`
