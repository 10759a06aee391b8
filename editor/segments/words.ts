import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { BecauseView } from '#schemas/api/segments.ts'
import { valueAt } from '#schemas/json-pointer.ts'
import { channelNames } from '#schemas/message.ts'
import type { SegmentOperator, SegmentRule, SegmentTest } from '#schemas/segment.ts'
import { formatNumber, formatWhenInSentence, listed } from '../ui/format.ts'
import { isGroup, linesOf } from './rules.ts'
import { type Shop, useShop } from './use-shop.ts'

type T = TFunction<'segments'>

export interface SegmentWords {
  /** A whole segment in one sentence. */
  sentence(rules: SegmentRule): string
  /** What was seen of a person by one test, such as “last order 9 Oct”. */
  found(rules: SegmentRule, because: BecauseView): string
  eventName(type: string): string
  subjectName(subject: string): string
}

/** Rules in plain words. */
export function useSegmentWords(): SegmentWords {
  const { t } = useTranslation('segments')
  const shop = useShop()
  return {
    sentence: (rules) => t('sentence.everybody', { rules: ruleIn(t, shop, rules, true) }),
    found: (rules, because) => foundIn(t, shop, valueAt(rules, because.path) as SegmentTest, because),
    eventName: (type) => eventName(t, type),
    subjectName: (subject) => subjectName(t, shop, subject),
  }
}

const eventName = (t: T, type: string): string => t(`event.${type}` as 'event.order_placed', { defaultValue: type })

function subjectName(t: T, { fields }: Shop, subject: string): string {
  if (subject.startsWith('fact:')) return t(`subject.fact.${subject.slice('fact:'.length) as 'name'}`)
  if (!subject.startsWith('field:')) return t(`subject.${subject as 'event'}`)
  const name = subject.slice('field:'.length)
  return fields.find((field) => field.name === name)?.label ?? name
}

function ruleIn(t: T, shop: Shop, rule: SegmentRule, outer = false): string {
  if (isGroup(rule)) {
    const parts = linesOf(rule).map((each) => ruleIn(t, shop, each))
    const joined = parts.reduce(
      (one, other) => (one ? t('all' in rule ? 'sentence.all' : 'sentence.any', { one, other }) : other),
      '',
    )
    return outer || parts.length < 2 ? joined : t('sentence.group', { rules: joined })
  }
  if ('not' in rule) return t('sentence.not', { rule: ruleIn(t, shop, rule.not) })
  return testIn(t, shop, rule)
}

function testIn(t: T, shop: Shop, test: SegmentTest): string {
  switch (test.about) {
    case 'tag':
      return t('sentence.tag', { tag: test.tag })
    case 'stage':
      return t('sentence.stage', {
        stages: listed(test.stages.map((id) => shop.stages.find((one) => one.id === id)?.name ?? id)),
      })
    case 'channel':
      return t('sentence.channel', { channels: listed(test.channels.map((kind) => channelNames[kind])) })
    case 'consent':
      return t(`sentence.consent.${test.is}`, {
        purpose: test.purpose,
        channel: test.channel ? channelNames[test.channel] : t('anyChannel'),
      })
    case 'event':
      return often(t, test)
    case 'last-event':
      return 'days' in test
        ? t(`sentence.last-event.${test.is}`, { event: eventName(t, test.type), count: test.days })
        : t(`sentence.last-event.${test.is}`, { event: eventName(t, test.type), value: formatNumber(test.value) })
    case 'seen':
      return t(`sentence.seen.${test.is}`, { count: test.days })
    case 'broadcast': {
      const what = t(`sentence.broadcast.${test.is}`)
      return test.days === undefined ? what : t('sentence.broadcastIn', { what, count: test.days })
    }
    case 'fact':
      if (test.fact === 'optedOut' && test.is === 'is')
        return t(test.value === true ? 'sentence.optedOut' : 'sentence.notOptedOut')
      return compared(t, subjectName(t, shop, `fact:${test.fact}`), test)
    case 'field':
      return compared(t, subjectName(t, shop, `field:${test.field}`), test)
  }
}

function often(t: T, { type, atLeast, atMost, days }: Extract<SegmentTest, { about: 'event' }>): string {
  const event = eventName(t, type)
  if (atMost === 0) return days === undefined ? t('sentence.never', { event }) : t('sentence.neverIn', { event, count: days })
  const times =
    atMost === undefined
      ? t('sentence.atLeast', { count: atLeast ?? 1 })
      : atLeast
        ? t('sentence.between', { from: atLeast, to: atMost })
        : t('sentence.atMost', { count: atMost })
  return days === undefined ? t('sentence.often', { event, times }) : t('sentence.oftenIn', { event, times, count: days })
}

function compared(t: T, what: string, { is, value, to }: { is: SegmentOperator; value?: unknown; to?: unknown }): string {
  if (is === 'is-set' || is === 'is-not-set') return t('sentence.set', { what, operator: t(`operator.${is}`) })
  if (is === 'more-than-ago' || is === 'less-than-ago' || is === 'within-next')
    return t(`sentence.days.${is}`, { what, count: Number(value) })
  if (is === 'between') return t('sentence.between2', { what, value: said(t, value), to: said(t, to) })
  return t('sentence.compared', { what, operator: t(`operator.${is}`), value: said(t, value) })
}

function said(t: T, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return formatNumber(value)
  return Array.isArray(value) ? listed(value.map(String)) : String(value ?? '')
}

function foundIn(t: T, shop: Shop, test: SegmentTest, { holds, found }: BecauseView): string {
  const { last, count, total, value } = found
  const when = typeof last === 'string' ? formatWhenInSentence(last) : ''
  switch (test.about) {
    case 'event':
      return Number(count) > 0
        ? t('found.times', { event: eventName(t, test.type), count: Number(count) })
        : t('found.never', { event: eventName(t, test.type) })
    case 'last-event': {
      if (!when) return t('found.never', { event: eventName(t, test.type) })
      const lately = t('found.last', { event: eventName(t, test.type), when })
      return total === undefined ? lately : `${lately}, ${t('found.total', { total: said(t, total) })}`
    }
    case 'seen':
      return t('found.seen', { when })
    case 'tag':
      return t(holds ? 'found.hasTag' : 'found.noTag', { tag: test.tag })
    case 'broadcast':
      return when ? t('found.broadcast', { when }) : t('found.noBroadcast')
    case 'consent':
      return t('found.consent', {
        purpose: test.purpose,
        state: t(`consent.${value === undefined ? 'unknown' : (value as 'given')}`),
      })
    case 'stage':
      return named(t, t('subject.stage'), shop.stages.find(({ id }) => id === value)?.name ?? value)
    case 'channel':
      return named(
        t,
        t('subject.channel'),
        Array.isArray(value) ? value.map((kind) => channelNames[kind as 'whatsapp'] ?? kind) : value,
      )
    case 'fact':
      return named(t, subjectName(t, shop, `fact:${test.fact}`), value)
    case 'field':
      return named(t, subjectName(t, shop, `field:${test.field}`), value)
  }
}

const named = (t: T, what: string, value: unknown): string =>
  value === undefined || (Array.isArray(value) && value.length === 0)
    ? t('found.unknown', { what })
    : t('found.value', { what, value: said(t, value) })
