/**
 * The words of an HTML mail, without what it quotes: programs mark that for each other. A scanner, not a parser: it looks at each sign once,
 * and nothing of what it reads is ever shown as HTML.
 */
export function htmlToText(html: string): string {
  const source = html.slice(0, longest)
  let text = ''
  /** The element whose content is left out, and how many of its name are open in it. */
  let left: { name: string; depth: number } | undefined
  for (let at = 0; at < source.length; ) {
    const open = source.indexOf('<', at)
    const words = source.slice(at, open < 0 ? undefined : open)
    if (!left) text += words.replace(/\s+/g, ' ')
    if (open < 0) break
    if (source.startsWith('<!--', open)) {
      const end = source.indexOf('-->', open)
      if (end < 0) break
      at = end + 3
      continue
    }
    if (!/[a-z/!?]/i.test(source[open + 1] ?? '')) {
      if (!left) text += '<'
      at = open + 1
      continue
    }
    const close = source.indexOf('>', open)
    if (close < 0) break
    at = close + 1
    const tag = source.slice(open + 1, Math.min(close, open + 1_000))
    const [, slash, word] = /^(\/?)([a-z][a-z0-9]*)/i.exec(tag) ?? []
    const name = word?.toLowerCase()
    if (!name) continue
    if (left) {
      if (name !== left.name || tag.endsWith('/')) continue
      left.depth += slash ? -1 : 1
      if (left.depth === 0) left = undefined
    } else if (!slash && !isEmpty.has(name) && isLeftOut(name, tag)) {
      // Below it Outlook writes the mail that is answered, without an element around it.
      if (/\bid\s*=\s*["']?(divRplyFwdMsg|appendonsend)\b/i.test(tag)) break
      left = { name, depth: 1 }
    } else if (name === 'br') text += '\n'
    else if (name === 'li' && !slash) text += '\n• '
    else if (blocks.has(name)) text += name === 'p' ? '\n\n' : '\n'
    else if (name === 'td' || name === 'th') text += ' '
  }
  const lines = decoded(text)
    .split('\n')
    .map((line) => line.trim())
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const longest = 300_000
const isEmpty = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'area', 'base', 'wbr'])
const hidden = new Set(['head', 'style', 'script', 'title', 'template', 'blockquote'])
const blocks = new Set([
  'p',
  'div',
  'tr',
  'table',
  'ul',
  'ol',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'pre',
  'section',
  'article',
])

const isLeftOut = (name: string, tag: string): boolean =>
  hidden.has(name) || [...tag.matchAll(names)].some(([, one = '']) => quotes.test(one))

/** What an element is called, with or without quotation marks: read once, whatever is in it. */
const names = /\b(?:class|id)\s*=\s*("[^"]*|'[^']*|[^\s"'][^\s]*)/gi
const quotes = /\b(gmail_quote|gmail_signature|yahoo_quoted|moz-cite-prefix|protonmail_quote|divRplyFwdMsg|appendonsend)/i

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const decoded = (text: string): string =>
  text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
