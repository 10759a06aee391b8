import { linksIn } from '#schemas/links.ts'

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

const paragraphOf = (text: string): string => `<p dir="auto">${text.split('\n').map(lineOf).join('<br>')}</p>`

const lineOf = (line: string): string =>
  linksIn(line)
    .map(({ text, href }) => (href ? `<a href="${escaped(href)}">${escaped(text)}</a>` : escaped(text)))
    .join('')

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] as string)
