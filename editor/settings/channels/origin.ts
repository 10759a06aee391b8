/** A site as people write or paste it, as the origin a browser sends: `shop.example/cart` is `https://shop.example`. */
export function originOf(written: string): string {
  const address = /^[a-z]+:\/\//i.test(written) ? written : `https://${written}`
  return URL.canParse(address) ? new URL(address).origin : written
}

/** Whether it is an origin a page can have. */
export const isOrigin = (text: string): boolean => /^https?:\/\/[^/\s]+$/.test(text) && URL.canParse(text)
