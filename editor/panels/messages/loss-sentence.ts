import type { TFunction } from 'i18next'
import type { Loss } from '#runtime/channels/contract.ts'

/** What a channel changes, in one sentence: the gravest loss, and how many more labels are cut. */
export function lossSentence(t: TFunction<'panels'>, losses: Loss[], channel: string): string {
  const [first] = [...losses].sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code))
  if (!first) return ''
  const count = losses.filter((loss) => loss.code === first.code).length
  if (first.code === 'choices-become-numbers' && first.values.max === 0)
    return t('loss.choices-are-numbers', { ...first.values, channel })
  return first.code === 'label-shortened' && count > 1
    ? t('loss.labels-shortened', { ...first.values, channel, count })
    : t(`loss.${first.code}`, { ...first.values, channel })
}

const order: Loss['code'][] = [
  'media-becomes-link',
  'choices-become-numbers',
  'buttons-become-list',
  'label-shortened',
  'text-split',
  'description-dropped',
]
