import type { FieldValue } from '#schemas/conversation.ts'
import { normalise } from '#schemas/word-forms.ts'
import { wordsOfPerson } from '../search/index.ts'
import type { ContactDoc } from './collections.ts'

/** So many keys and words of one person are looked up by; who has more is found by these. */
const mostKeys = 100
const mostFinds = 200
const longestValue = 60
const longestSortName = 80

/** What a contact is, as lists ask for it: a person with a page, a tag, a stage, a kind of channel, a language, a field's value. */
export const keyOf = {
  anybody: 'p',
  tag: (tag: string): string => `t:${folded(tag)}`,
  stage: (stage: string): string => `s:${stage}`,
  channel: (kind: string): string => `c:${kind}`,
  language: (language: string): string => `l:${language.toLowerCase()}`,
  field: (name: string, value: string | number | boolean): string => `f:${name}=${folded(String(value)).slice(0, longestValue)}`,
}

type Known = Pick<ContactDoc, 'head' | '_id' | 'name' | 'phone' | 'email' | 'language' | 'stage' | 'fields' | 'tags' | 'channels'>

/** What the list's indexes read of a contact: nothing, where the page is another's. */
export function foundBy(contact: Known): { [Field in 'keys' | 'finds' | 'sortName']: ContactDoc[Field] } {
  if (contact.head !== undefined) return { keys: undefined, finds: undefined, sortName: undefined }
  const { _id, name, phone, email, stage, fields, tags, channels = [] } = contact
  const language = contact.language ?? fields.language
  const keys = [
    keyOf.anybody,
    ...channels.map(keyOf.channel),
    ...(stage ? [keyOf.stage(stage)] : []),
    ...(typeof language === 'string' ? [keyOf.language(language)] : []),
    ...tags.map(keyOf.tag),
    ...Object.entries(fields).flatMap(([field, value]) => valuesOf(value).map((one) => keyOf.field(field, one))),
  ]
  const texts = [name, phone, email].filter((text) => text !== undefined)
  return {
    keys: [...new Set(keys)].slice(0, mostKeys),
    finds: [...new Set([_id.toLowerCase(), ...texts.flatMap(wordsOfPerson)])].slice(0, mostFinds),
    // Whoever has no name comes after all who have one.
    sortName: name ? folded(name).slice(0, longestSortName) : `\uffff${(phone ?? email ?? '').slice(0, longestSortName)}`,
  }
}

const valuesOf = (value: FieldValue): (string | number | boolean)[] => (Array.isArray(value) ? value : [value])

const folded = (text: string): string => normalise(text)
