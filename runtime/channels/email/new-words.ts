/** What somebody writes who answers a mail, without what they answer: no quoted lines, no history below, no signature. */
export function newWords(text: string): string {
  const lines = text.slice(0, longest).replace(/\r\n?/g, '\n').split('\n')
  const history = lines.findIndex((_, i) => beginsHistory(lines, i))
  const above = history < 0 ? lines : lines.slice(0, history)
  const quoted = quotedIn(above)
  const kept = above.filter((_, i) => !quoted.has(i))
  return withoutSignature(kept)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** More than anybody types; what is behind it is history. */
const longest = 200_000

const isQuoted = (line: string): boolean => /^\s*>/.test(line)
const isBlank = (line: string | undefined): boolean => line !== undefined && line.trim() === ''

/** The lines of quotations, and of what announces them: “On Monday, Mei wrote:”, in any language. */
function quotedIn(lines: readonly string[]): Set<number> {
  const quoted = new Set<number>()
  for (const [i, line] of lines.entries()) {
    if (!isQuoted(line)) continue
    quoted.add(i)
    if (quoted.has(i - 1)) continue
    let above = i - 1
    while (isBlank(lines[above])) above--
    const announcement = lines[above] ?? ''
    if (quoted.has(above) || !/[::]\s*$/.test(announcement.slice(-20))) continue
    quoted.add(above)
    // It may be broken over two lines, and has its date then in the upper one.
    if (!date.test(announcement) && date.test(lines[above - 1] ?? '')) quoted.add(above - 1)
  }
  return quoted
}

/** At least two numbers. */
const date = /[0-9٠-٩][^0-9٠-٩]{1,20}[0-9٠-٩]/

/** Where the mail that is answered begins without being quoted, as Outlook puts it: a rule, or its headers. */
function beginsHistory(lines: readonly string[], i: number): boolean {
  const line = (lines[i] as string).slice(0, 300).trim()
  if (/^-{5,}[^-]{3,60}-{5,}$/.test(line)) return true
  return (/^_{10,}$/.test(line) && headersFrom(lines, i + 1)) || headersFrom(lines, i)
}

/** “From:” as mail programs write it. */
const from =
  /^[*\s]*(from|von|de|da|van|od|från|fra|lähettäjä|от|від|kimden|gönderen|từ|dari|จาก|寄件者|寄件人|发件人|發件人|差出人|보낸 ?사람|من|מאת)[*\s]*[::]/iu
const header = /^[*\s]*[^\s::][^::]{0,25}[::]/u

/** Who wrote, and at least two more lines of “Word: something” below. */
function headersFrom(lines: readonly string[], i: number): boolean {
  const at = isBlank(lines[i]) && i > 0 ? i + 1 : i
  if (!from.test((lines[at] ?? '').slice(0, 300))) return false
  return lines.slice(at + 1, at + 6).filter((line) => header.test(line.slice(0, 200))).length >= 2
}

/** Without what stands below “-- ” (RFC 3676), and without the line that a phone adds. */
function withoutSignature(lines: readonly string[]): string[] {
  const end = lines.findIndex((line, i) => /^-- ?$/.test(line) && lines.slice(0, i).some((one) => !isBlank(one)))
  const words = end < 0 ? [...lines] : lines.slice(0, end)
  while (isBlank(words.at(-1))) words.pop()
  const last = words.at(-1)?.trim() ?? ''
  if (words.length > 1 && isBlank(words.at(-2)) && last.length < 100 && phone.test(last)) words.pop()
  return words
}

const phone =
  /^(sent (from|with)|get outlook|envoyé (de|depuis)|obtenez outlook|von meinem|gesendet (von|mit)|enviado (desde|do|de)|inviato da|verzonden (vanaf|met)|отправлено|gửi từ|được gửi từ|dikirim (dari|menggunakan)|ส่งจาก|发自|發自|从我的|從我的|傳送自|發送自|أرسلت من|مرسل من|تم الإرسال من|iPhoneから)/iu
