/** A host as people paste it, bare: `https://API.shop.example/v2` becomes `api.shop.example`; `*.shop.example` stays. */
export function hostOf(text: string): string {
  const bare = text.trim()
  const address = /^[a-z]+:\/\//i.test(bare) ? bare : `https://${bare}`
  return URL.canParse(address) ? new URL(address).hostname : bare
}
