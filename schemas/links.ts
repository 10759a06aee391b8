/** A piece of a text: a link where it has an address. */
export interface TextPart {
  /** Where it begins in the text. */
  at: number
  text: string
  href?: string
}

/**
 * A text in pieces, its web addresses apart. A link ends where the sentence goes on: before punctuation at its end, before a bracket
 * that was opened outside of it, and before letters of a script without spaces that follow it directly.
 */
export function linksIn(text: string): TextPart[] {
  const parts: TextPart[] = []
  let shown = 0
  for (const found of text.matchAll(addresses)) {
    const href = endOf(found[0])
    if (!/^https?:\/\/[\p{L}\p{N}[]/iu.test(href)) continue
    if (found.index > shown) parts.push({ at: shown, text: text.slice(shown, found.index) })
    parts.push({ at: found.index, text: href, href })
    shown = found.index + href.length
  }
  if (shown < text.length) parts.push({ at: shown, text: text.slice(shown) })
  return parts
}

/** Up to what no address holds: spaces, quotes, marks that cannot be seen, and the punctuation of Chinese, Japanese and Arabic. */
const addresses =
  /https?:\/\/[^\s<>"`“”‘’«»‹›。，、；：！？（）【】《》〈〉「」『』〔〕［］｛｝～…،؛؟।\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gi

/** Such a letter right after a Latin one is the sentence; after `/`, `=` or `-` it belongs to the address (/wiki/香港). */
const goesOn =
  /(?<=[\p{Script=Latin}\p{N}])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

function endOf(found: string): string {
  const cut = found.search(goesOn)
  const address = cut < 0 ? found : found.slice(0, cut)
  const open = { ')': 0, ']': 0, '}': 0 }
  for (const sign of address) {
    if (sign === '(') open[')']++
    else if (sign === '[') open[']']++
    else if (sign === '{') open['}']++
    else if (sign === ')' || sign === ']' || sign === '}') open[sign]--
  }
  let end = address.length
  for (; end > 0; end--) {
    const last = address[end - 1] as string
    if ((last === ')' || last === ']' || last === '}') && open[last] < 0) open[last]++
    else if (!".,;:!?'*_~|".includes(last)) break
  }
  return address.slice(0, end)
}
