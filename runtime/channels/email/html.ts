import { type LinePart, linesIn, type TextLine } from '#schemas/lines.ts'

interface File {
  media: string
  url: string
  fileName?: string
}

/** A text as simple HTML, and what is shown above it: its paragraphs and lines, its links to be pressed; nothing in it is taken for a mark-up. */
export const asHtml = (text: string, file?: File): string =>
  `<!doctype html><html><body>${file ? shown(file) : ''}${
    text
      ? text
          .split(/\n{2,}/)
          .map(paragraphOf)
          .join('')
      : ''
  }</body></html>`

const shown = ({ media, url, fileName }: File): string => {
  const name = escaped(fileName ?? url)
  const inside = media === 'image' ? `<img src="${escaped(url)}" alt="${name}" style="max-width:100%">` : name
  return `<p dir="auto">${/^https?:/i.test(url) ? `<a href="${escaped(url)}">${inside}</a>` : name}</p>`
}

const paragraphOf = (text: string): string => `<p dir="auto">${linesIn(text).map(lineOf).join('<br>')}</p>`

/** A line in another direction than its paragraph runs its own way. */
const lineOf = ({ parts, direction }: TextLine): string => {
  const line = parts.map(pieceOf).join('')
  return direction ? `<bdi dir="${direction}">${line}</bdi>` : line
}

const pieceOf = ({ text, href, code }: LinePart): string => {
  if (href) return `<a href="${escaped(href)}">${escaped(text)}</a>`
  return code ? `<bdi dir="ltr">${escaped(text)}</bdi>` : escaped(text)
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] as string)
