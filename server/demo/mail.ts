/** A mail as somebody's program writes it: an answer quotes what it answers, and everything is there as text and as HTML. */
export interface MailToWrite {
  from: { name: string; address: string }
  to: string
  subject: string
  /** As `<…@…>`. */
  messageId: string
  words: string
  /** What it answers: whose, and the ids of the thread so far, the newest last. */
  answers?: { from: string; words: string; references: readonly string[] }
  /** In ms since 1970. */
  at: number
}

export function writeMail({ from, to, subject, messageId, words, answers, at }: MailToWrite): Buffer {
  const date = new Date(at).toUTCString().replace('GMT', '+0000')
  const above = answers ? `On ${date.slice(0, 22)}, ${answers.from} wrote:` : ''
  const text = [
    words,
    ...(answers ? ['', above, ...answers.words.split('\n').map((line) => `> ${line}`)] : []),
    '',
    '-- ',
    from.name,
  ]
  const quoted = answers ? `<div>${escaped(above)}</div><blockquote>${inHtml(answers.words)}</blockquote>` : ''
  const lines = [
    `From: ${word(from.name)} <${from.address}>`,
    `To: ${to}`,
    `Subject: ${word(answers ? `Re: ${subject}` : subject)}`,
    `Date: ${date}`,
    `Message-ID: ${messageId}`,
    ...(answers ? [`In-Reply-To: ${answers.references.at(-1)}`, `References: ${answers.references.join('\r\n ')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="both"',
    '',
    ...part('text/plain', text.join('\n')),
    ...part('text/html', `<html><body><p>${inHtml(words)}</p>${quoted}<p>-- <br>${escaped(from.name)}</p></body></html>`),
    '--both--',
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

const part = (type: string, content: string): string[] => [
  '--both',
  `Content-Type: ${type}; charset=utf-8`,
  'Content-Transfer-Encoding: base64',
  '',
  base64(content).replace(/.{76}(?=.)/g, '$&\r\n'),
]

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const word = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${base64(text)}?=`)
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const inHtml = (text: string): string => escaped(text).replaceAll('\n', '<br>')
