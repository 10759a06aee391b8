/**
 * What to call a person by, from the one name that a channel tells: without titles and ornaments, a Vietnamese name by its last word, a
 * Chinese, Japanese or Korean one whole. Undefined when nothing is left that anyone is called by, such as of “~” or “Dr.”.
 */
export function firstName(name: string | undefined): string | undefined {
  if (!name) return undefined
  const known = remembered.get(name)
  if (known !== undefined) return known || undefined
  if (remembered.size >= 5_000) remembered.clear()
  const called = read(name.slice(0, 200))
  remembered.set(name, called ?? '')
  return called
}

/** Every text of a chat asks again. */
const remembered = new Map<string, string>()

function read(name: string): string | undefined {
  const plain = name.replace(invisible, '').replace(ornaments, ' ').trim().replace(/\s+/g, ' ')
  if (!/\p{L}/u.test(plain)) return undefined
  // “Wong, Mei” is written so in lists.
  const [before = '', after] = plain.split(/[,،]/).map((part) => part.trim())
  const words = (after && /\p{L}/u.test(after) && !isTitle(after) ? `${after} ${before}` : before).split(' ').filter(isSpoken)
  const title = words.findIndex((word) => !isTitle(word))
  if (title < 0) return undefined
  const rest = words.slice(title)
  if (wholeNames.test(rest.join(''))) return rest.join(' ')
  const [first = '', second] = rest
  // “Dr. Wong” has no other name, “J. Smith” no first one.
  if (title > 0 && second === undefined) return words.join(' ')
  if (/^\p{L}\.?$/u.test(first)) return rest.join(' ')
  if (isVietnamese(rest)) return rest.at(-1)
  if (second !== undefined && half.test(first))
    return /^(?:al|el|ul|ur|ar|as)$/i.test(second) ? rest.slice(0, 3).join(' ') : `${first} ${second}`
  return withoutThaiTitle(first)
}

const invisible = /\p{Cf}|[\ufe00-\ufe0f]/gu
/** What people put around their names: emoji, ~, *, |. */
const ornaments = /[^\p{L}\p{M}\p{N}\s.,،'’‘\-–]/gu
const isSpoken = (word: string): boolean => /\p{L}/u.test(word)

const titles = new Set(
  (
    'mr mrs ms miss mx dr doctor prof professor sir madam mdm eng engr capt rev hon ' +
    'anh chị ông bà cô chú bác em thầy bs ths ts ' +
    'pak bapak bu ibu mas mbak kak kakak bang bung tuan puan encik cik dato datuk haji hj ir drs drg ' +
    'د أ م السيد السيدة الأستاذ الأستاذة الاستاذ الاستاذة استاذ أستاذ دكتور دكتورة الدكتور الدكتورة الشيخ الحاج المهندس المهندسة مهندس ' +
    'คุณ นาย นาง นางสาว ดร ดช ดญ herr frau m mme monsieur madame señor señora sr sra don doña'
  ).split(' '),
)
const isTitle = (word: string): boolean => titles.has(word.toLowerCase().replaceAll('.', ''))

/** Thai titles are written together with the name. */
const withoutThaiTitle = (word: string): string => word.replace(/^(?:คุณ|นางสาว|ดร\.)(?=[ก-ฮเ-ไ].)/u, '')

/** Scripts whose names are not taken apart. */
const wholeNames = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー·・.]+$/u

/** Half of a name: عبد الرحمن, Abdul Rahman, Abu Bakr. */
const half = /^(?:عبد|أبو|ابو|أم|ام|abd|abdul|abdel|abu|umm|umi|nur|siti)$/i

/** Family names that stand first in Vietnamese; without marks only those that are nobody's first name elsewhere. */
const families = new Set(
  (
    'nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trương lâm mai tô tạ hà cao châu lương phùng vương ' +
    'nguyen tran pham huynh hoang phan bui duong dinh doan trinh truong phung'
  ).split(' '),
)
const plainFamilies = new Set('lâm mai hà cao châu'.split(' '))

/** Two words are enough where the first is a family's name only. */
function isVietnamese(words: readonly string[]): boolean {
  const family = words[0]?.toLowerCase().normalize('NFC') ?? ''
  if (words.length < 2 || words.length > 6 || !families.has(family)) return false
  return !plainFamilies.has(family) || words.length > 2
}
