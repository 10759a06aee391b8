import { wordFormsOf } from '#schemas/word-forms.ts'
import { denialsIn } from './denials.ts'
import type { Called } from './phrases.ts'
import { no, yes } from './yes-no.ts'

/**
 * What everybody calls some picks, and no author has to write: “yep” where the picks are Yes and No, “medium” and “size M” where they
 * are sizes, “I want to return” for Returns. Only where nothing is denied, nothing asked, and no second pick named.
 */
export function alsoCalled(bare: string, typed: string, tiers: readonly { language: string; picks: Called[] }[]): Set<string> {
  const labels = labelsOf(tiers)
  const plain = yesOrNo(bare, tiers)
  if (plain.size > 0) return plain
  if (denialsIn(bare)) return new Set()
  const sized = sizes(labels)
  const whole = sized.get(bare) ?? sized.get(bare.replace(taking, ''))
  if (whole) return whole
  const asking = questions.test(bare) || /[?？؟]/.test(typed)
  const lettered = asking ? new Set<string>() : afterSizeWord(bare, labels, sized)
  return lettered.size > 0 ? lettered : wished(bare, labels)
}

/** Every label, by its words, with the picks that bear it. */
function labelsOf(tiers: readonly { picks: Called[] }[]): Map<string, Set<string>> {
  const labels = new Map<string, Set<string>>()
  for (const { picks } of tiers) for (const { id, label } of picks) if (label) add(labels, label.marked, id)
  return labels
}

function add(names: Map<string, Set<string>>, name: string, id: string): void {
  names.set(name, (names.get(name) ?? new Set()).add(id))
}

const marked = (words: readonly string[]): string[] => words.map((word) => wordFormsOf(word).marked)
const wordsOf = ({ label, synonyms }: typeof yes): Map<string, Set<string>> =>
  new Map(
    Object.entries(label).map(([language, name]) => [language, new Set(marked([name as string, ...(synonyms[language] ?? [])]))]),
  )
const plainWords = [wordsOf(yes), wordsOf(no)]
// Malay says them as Indonesian does, and Chinese without a script says both.
for (const words of plainWords) words.set('ms', words.get('id') ?? new Set())

/** A whole answer that is a yes or a no, in a language whose labels are just that. */
function yesOrNo(bare: string, tiers: readonly { language: string; picks: Called[] }[]): Set<string> {
  for (const { language, picks } of tiers) {
    const both = plainWords.map((words) => ({
      words: words.get(language),
      meant: picks.filter(({ label }) => label && words.get(language)?.has(label.marked)),
    }))
    if (both.some(({ meant }) => meant.length !== 1)) continue
    const said = both.filter(({ words }) => words?.has(bare))
    if (said.length === 1) return new Set(said.flatMap(({ meant }) => meant.map(({ id }) => id)))
  }
  return new Set()
}

/** From small to large, in the languages that new flows speak and their neighbours. */
const sizeWords = [
  'xs,extra small,x small,xsmall,加小,加細',
  's,small,小,細,细,小碼,小码,細碼,细码,小號,小号,صغير,صغيرة,เล็ก,nhỏ,kecil,petit,petite,pequeño,klein',
  'm,medium,med,mid,中,中碼,中码,中號,中号,وسط,متوسط,متوسطة,กลาง,vừa,sedang,moyen,moyenne,mediano,mittel',
  'l,large,大,大碼,大码,大號,大号,كبير,كبيرة,ใหญ่,lớn,besar,grand,grande,groß',
  'xl,extra large,x large,xlarge,加大,加大碼,加大码',
  'xxl,2xl,xx large,double xl,double extra large,加加大',
  'xxxl,3xl,triple xl',
].map((row) => marked(row.split(',')))

/** What sizes are called, where at least two of the picks are sizes; a word for two of them is left out. */
function sizes(labels: Map<string, Set<string>>): Map<string, Set<string>> {
  const found = sizeWords.map((words) => ({ words, ids: new Set(words.flatMap((word) => [...(labels.get(word) ?? [])])) }))
  const meant = found.filter(({ ids }) => ids.size === 1)
  if (meant.length < 2 || found.some(({ ids }) => ids.size > 1)) return new Map()
  return new Map(meant.flatMap(({ words, ids }) => words.map((word): [string, Set<string>] => [word, ids])))
}

const spaced =
  'size|sizes|option|choice|answer|type|plan|letter|taille|talla|tamaño|größe|taglia|tamanho|maat|ukuran|saiz|pilihan|opsi|jawaban|cỡ|kích cỡ|kích thước|lựa chọn|đáp án|phương án|câu|مقاس|مقاسي|المقاس|حجم|الخيار|خيار|اختيار|حرف|размер'
const unspaced = '尺寸|尺碼|尺码|碼數|码数|選項|选项|選|选|ขนาด|ไซส์|ไซซ์|ไซด์|ไซ้|ข้อ|ตัวเลือก'
const before = `(?:(?<![\\p{L}\\p{M}\\p{N}])(?:${spaced})(?: (?:is|est|es|ist|adalah|là|هو|هي))? |(?:${unspaced})(?:是|係|คือ)? ?)`
const after = '(?: ?(?:碼|码|號|号|尺寸|尺碼|尺码)| (?:size|one)(?![\\p{L}\\p{M}]))'
const name =
  '(?:(?<![\\p{Script=Latin}\\p{N}])(?=[a-z\\d])|(?<![\\p{L}\\p{M}]))([a-z\\d]{1,4}|[^\\P{L}\\p{Script=Han}]+(?: [^\\P{L}\\p{Script=Han}]+)?)'
const sizePatterns = [new RegExp(`${before}([\\p{L}\\p{M}\\p{N}]+)`, 'gu'), new RegExp(`${name}${after}`, 'gu')]

/** Labels of one letter, and sizes, beside a word such as size: “I'm size M”, 尺寸L, “L size”. The letters a and i are words as well. */
function afterSizeWord(bare: string, labels: Map<string, Set<string>>, sized: Map<string, Set<string>>): Set<string> {
  const found = new Set<string>()
  for (const pattern of sizePatterns)
    for (const { 1: word = '', index, 0: all } of bare.matchAll(pattern)) {
      const isWord = /^[ai]$/.test(word) && index + all.length < bare.length
      const ids = isWord ? undefined : (sized.get(word) ?? (letter.test(word) ? labels.get(word) : undefined))
      for (const id of ids ?? []) found.add(id)
    }
  return found
}

/** “I'll take a medium”, 我要大碼. */
const taking =
  /^(?:(?:im|i am|i want|i need|i take|ill take|i ll take|id like|i would like|i wear|give me) )?(?:an? |the )?|^我?(?:想要|要|想|買|买|穿|著)/u
const letter = /^\p{L}$/u
const questions = /^(?:what|which|is|are|how|does|do|why|can|could|whats|difference)(?!\p{L})/u

const wish =
  '(?:want|wants|like|need|wish|wanna|trying|how|can i|could i|may i|do i|have) (?:to )?(?:(?:make|do|start|request|get) )?(?:an? |my |the )?'

/** What labels in the plural stand for, wished for by the word without its s: “I want to return”, “a refund”. */
function wished(bare: string, labels: Map<string, Set<string>>): Set<string> {
  const found = new Set<string>()
  if (bare.length > 200) return found
  const singulars = [...labels].flatMap(([label, ids]) => singularsOf(label).map((word) => ({ word, ids })))
  const named = (pattern: (word: string) => string) =>
    singulars.filter(({ word }) => new RegExp(pattern(word)).test(bare)).flatMap(({ ids }) => [...ids])
  for (const id of named((word) => `^(?:an? |my |the )?${word}$|(?:^| )${wish}${word}(?= |$)`)) found.add(id)
  // “To return and order again”: the second is meant too.
  if (found.size > 0) for (const id of named((word) => `(?:^| )(?:and|or|to) ${word}(?= |$)`)) found.add(id)
  return found
}

/** “Returns and exchanges” are a return and an exchange; labels of other words are none. */
function singularsOf(label: string): string[] {
  const words = label.replace(/ (?:and|or) /g, ' ').split(' ')
  const isPlural = words.length <= 3 && words.every((word) => /^[a-z]{4,}[^sui]s$/.test(word))
  return isPlural ? words.map((word) => word.replace(/ies$/, 'y').replace(/(?<=ch|sh|x)es$|s$/, '')) : []
}
