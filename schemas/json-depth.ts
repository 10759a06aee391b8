/** Nobody's document is nested deeper: a parsed one that is overflows the stack of whatever walks it. */
export const deepestJson = 100

/** Whether a text that may be JSON nests lists and objects too deeply to be parsed. Looks at each character once and builds nothing. */
export function nestsTooDeep(json: string): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case quote:
        at = endOfString(json, at)
        break
      case openBrace:
      case openBracket:
        if (++depth > deepestJson) return true
        break
      case closeBrace:
      case closeBracket:
        depth--
    }
  }
  return false
}

/** Where the string ends that begins at `from`; the end of the text when it never does. */
function endOfString(json: string, from: number): number {
  for (let at = from + 1; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at
  }
  return json.length
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]
