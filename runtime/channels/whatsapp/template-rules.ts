import {
  placeKey,
  placeNames,
  placesOf,
  type TemplateButton,
  type TemplateDraft,
  type TemplatePlace,
} from '#schemas/message-template.ts'
import { ownFileIn } from '#schemas/own-file.ts'
import type { TemplateProblem, TemplateRule } from '../contract.ts'
import { templateLimits as limits } from './capabilities.ts'
import { templateLanguages } from './template-languages.ts'

/**
 * What Meta would refuse of a template, before it is asked: all of it, each with the field it stands in. Lengths are counted as UTF-16
 * units, never fewer than Meta counts. What only its people judge (whether an offer is called a service) is not here.
 */
export function templateProblems(draft: TemplateDraft): TemplateProblem[] {
  return [
    ...nameProblems(draft),
    ...headerProblems(draft),
    ...bodyProblems(draft),
    ...footerProblems(draft),
    ...buttonProblems(draft),
    ...exampleProblems(draft),
  ]
}

const found = (path: string, code: TemplateRule, values?: TemplateProblem['values']): TemplateProblem[] => [
  { path, code, ...(values ? { values } : {}) },
]
const when = (is: boolean, ...problem: Parameters<typeof found>): TemplateProblem[] => (is ? found(...problem) : [])

/** Missing, or longer than it may be. */
const length = (path: string, text: string, max: number): TemplateProblem[] =>
  text.trim() === '' ? found(path, 'missing') : when(text.length > max, path, 'too-long', { max, length: text.length })

const nameProblems = ({ name, language }: TemplateDraft): TemplateProblem[] => [
  ...(name === '' ? found('/name', 'missing') : when(!/^[a-z0-9_]+$/.test(name), '/name', 'name-pattern')),
  ...when(name.length > limits.name, '/name', 'too-long', { max: limits.name, length: name.length }),
  ...when(!templateLanguages.includes(language), '/language', 'language-unknown'),
]

function headerProblems({ header }: TemplateDraft): TemplateProblem[] {
  if (!header) return []
  if (header.kind !== 'text') return when(ownFileIn(header.file) === undefined, '/header/file', 'file-missing')
  const path = '/header/text'
  return [
    ...length(path, header.text, limits.header),
    ...when(placeNames(header.text).length > 1, path, 'one-place'),
    ...when(/[\n\r]/.test(header.text), path, 'one-line'),
    ...when(emojiIn(header.text) > 0, path, 'no-emoji'),
    ...when(/[*_~`]/.test(withoutPlaces(header.text)), path, 'no-formatting'),
    ...placeProblems(path, header.text),
  ]
}

function bodyProblems({ body, header, language }: TemplateDraft): TemplateProblem[] {
  const path = '/body'
  const names = placeNames(body)
  const all = [...names, ...(header?.kind === 'text' ? placeNames(header.text) : [])]
  return [
    ...length(path, body, limits.body),
    ...when(/^\s*\{\{\s*\w+\s*\}\}/.test(body) || /\{\{\s*\w+\s*\}\}\s*$/.test(body), path, 'place-at-end'),
    ...when(/\}\}\s*\{\{/.test(body), path, 'places-touch'),
    ...when(all.some(isNumber) && !all.every(isNumber), path, 'places-mixed'),
    ...when(names.length > 0 && wordsIn(withoutPlaces(body), language) < 2 * names.length + 1, path, 'too-few-words', {
      words: 2 * names.length + 1,
    }),
    ...when(/(\r?\n\s*){3}/.test(body), path, 'empty-lines'),
    ...when(/\t| {5}/.test(body), path, 'spaces'),
    ...when(emojiIn(body) > limits.emoji, path, 'too-many-emoji', { max: limits.emoji }),
    ...placeProblems(path, body),
  ]
}

const footerProblems = ({ footer }: TemplateDraft): TemplateProblem[] =>
  footer === undefined
    ? []
    : [
        ...length('/footer', footer, limits.footer),
        ...when(/\{\{|\}\}/.test(footer), '/footer', 'no-place'),
        ...when(/[\n\r]/.test(footer), '/footer', 'one-line'),
        ...when(emojiIn(footer) > 0, '/footer', 'no-emoji'),
      ]

function buttonProblems({ buttons, category }: TemplateDraft): TemplateProblem[] {
  const path = '/buttons'
  const count = (kind: TemplateButton['kind']): number => buttons.filter((button) => button.kind === kind).length
  const labels = buttons.map((button) => ('label' in button ? button.label.trim() : ''))
  // Replies stand together, before all others or after them.
  const changes = buttons.filter((button, at) => at > 0 && (button.kind === 'reply') !== (buttons[at - 1]?.kind === 'reply'))
  return [
    ...when(buttons.length > limits.buttons, path, 'too-many-buttons', { max: limits.buttons }),
    ...when(count('url') > limits.urlButtons, path, 'too-many-urls', { max: limits.urlButtons }),
    ...when(count('phone') > limits.phoneButtons, path, 'too-many-phones', { max: limits.phoneButtons }),
    ...when(count('code') > limits.codeButtons, path, 'too-many-codes', { max: limits.codeButtons }),
    ...when(count('code') > 0 && category !== 'MARKETING', path, 'code-not-marketing'),
    ...when(changes.length > 1, path, 'replies-apart'),
    ...buttons.flatMap((button, at) => [
      ...oneButton(button, `${path}/${at}`),
      ...when(labels[at] !== '' && labels.indexOf(labels[at] as string) < at, `${path}/${at}/label`, 'label-twice'),
    ]),
  ]
}

function oneButton(button: TemplateButton, path: string): TemplateProblem[] {
  if (button.kind === 'code') return []
  const { label } = button
  const wrong = [
    ...length(`${path}/label`, label, limits.label),
    ...when(/\{\{|\}\}/.test(label), `${path}/label`, 'no-place'),
    ...when(/[\n\r]/.test(label), `${path}/label`, 'one-line'),
    ...when(emojiIn(label) > 0, `${path}/label`, 'no-emoji'),
  ]
  if (button.kind === 'phone')
    return [
      ...wrong,
      ...length(`${path}/phone`, button.phone, limits.phone),
      ...when(button.phone.trim() !== '' && !/^\+?\d{5,20}$/.test(button.phone), `${path}/phone`, 'no-phone'),
    ]
  return button.kind === 'url' ? [...wrong, ...urlProblems(button.url, `${path}/url`)] : wrong
}

function urlProblems(url: string, path: string): TemplateProblem[] {
  const wrong = length(path, url, limits.url)
  if (wrong.length > 0) return wrong
  const names = placeNames(url)
  const bare = withoutPlaces(url)
  return [
    ...when(!/^https?:\/\/[^\s/?#]+\.[^\s/?#]+\S*$/.test(bare), path, 'no-url'),
    ...when(/^https?:\/\/(wa\.me|api\.whatsapp\.com)(\/|$)/i.test(bare), path, 'whatsapp-url'),
    ...when(names.length > 1 || (names.length === 1 && !/\{\{\s*\w+\s*\}\}$/.test(url)), path, 'place-not-last'),
    ...when(names.length === 1 && names[0] !== '1', path, 'place-not-1'),
    ...placeBraces(path, url),
  ]
}

/** Names, numbers from 1 without a gap, and no braces that are no place. */
function placeProblems(path: string, text: string): TemplateProblem[] {
  const names = placeNames(text)
  const numbers = names.filter(isNumber).map(Number)
  return [
    ...placeBraces(path, text),
    ...when(
      numbers.some((number) => number < 1 || number > numbers.length),
      path,
      'places-gap',
      { count: numbers.length },
    ),
    ...names
      .filter((name) => !isNumber(name) && !/^[a-z][a-z0-9_]*$/.test(name))
      .flatMap((name) => found(path, 'place-name', { name })),
  ]
}

const placeBraces = (path: string, text: string): TemplateProblem[] =>
  when(/\{\{|\}\}/.test(withoutPlaces(text)), path, 'stray-braces')

const exampleProblems = (draft: TemplateDraft): TemplateProblem[] =>
  placesOf(draft)
    .filter((place) => place.media === undefined)
    .flatMap((place) => exampleProblem(place, draft.examples[placeKey(place)]?.trim() ?? ''))

function exampleProblem(place: TemplatePlace, example: string): TemplateProblem[] {
  const path = `/examples/${placeKey(place)}`
  const max = place.as === 'code' ? limits.code : limits.example
  return [
    ...(example === ''
      ? found(path, 'example-missing')
      : when(example.length > max, path, 'too-long', { max, length: example.length })),
    ...when(/[\n\r\t]/.test(example), path, 'one-line'),
    ...when(place.as === 'code' && !/^[A-Za-z0-9]*$/.test(example), path, 'code-pattern'),
  ]
}

const isNumber = (name: string): boolean => /^\d+$/.test(name)
const withoutPlaces = (text: string): string => text.replaceAll(/\{\{\s*\w+\s*\}\}/g, '')
const emojiIn = (text: string): number => text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0

/** Words as their language parts them, which Chinese and Thai do without spaces. */
function wordsIn(text: string, language: string): number {
  const tag = language.replaceAll('_', '-')
  const segmenter = new Intl.Segmenter(Intl.Segmenter.supportedLocalesOf([tag]), { granularity: 'word' })
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length
}
