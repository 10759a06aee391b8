import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channelKinds, channelNames } from '#schemas/message.ts'
import { broadcastAnswers, consentAnswers, type SegmentTest } from '#schemas/segment.ts'
import { ComparedFields } from './ComparedFields.tsx'
import { Choice, Days, EventChoice } from './controls.tsx'
import { EventFields } from './EventFields.tsx'
import { facts, subjectOf, subjects, testAbout } from './rules.ts'
import classes from './segments.module.css'
import type { Shop } from './use-shop.ts'
import { useSegmentWords } from './words.ts'

interface TestFieldsProps {
  test: SegmentTest
  shop: Shop
  onChange(test: SegmentTest): void
  disabled: boolean
}

/** One condition, as a sentence of controls: what is looked at, how, with what. */
export function TestFields({ test, shop, onChange, disabled }: TestFieldsProps) {
  const { t } = useTranslation('segments')
  const { subjectName } = useSegmentWords()
  const subject = subjectOf(test)
  const fields = shop.fields.map(({ name, label }) => ({ value: `field:${name}`, label }))
  // One whose definition is gone is still what this line is about.
  const own =
    subject.startsWith('field:') && !fields.some(({ value }) => value === subject)
      ? [{ value: subject, label: subjectName(subject) }]
      : []
  const data = [
    { group: t('subject.happened'), items: subjects.slice(0, 4).map((value) => ({ value, label: subjectName(value) })) },
    {
      group: t('subject.person'),
      items: [...subjects.slice(4), ...facts.map((fact) => `fact:${fact}`)].map((value) => ({
        value,
        label: subjectName(value),
      })),
    },
    ...(fields.length + own.length > 0 ? [{ group: t('subject.fields'), items: [...fields, ...own] }] : []),
  ]
  return (
    <div className={classes.test}>
      <Select
        aria-label={t('subject.label')}
        data={data}
        value={subject}
        onChange={(next) => next && onChange(testAbout(next, shop))}
        allowDeselect={false}
        searchable
        readOnly={disabled}
      />
      <Rest test={test} shop={shop} onChange={onChange} disabled={disabled} />
    </div>
  )
}

function Rest({ test, shop, onChange, disabled }: TestFieldsProps) {
  const { t } = useTranslation('segments')
  const readOnly = disabled
  switch (test.about) {
    case 'tag':
      return (
        <TextInput
          aria-label={t('tag')}
          placeholder={t('tag')}
          value={test.tag}
          onChange={({ currentTarget }) => onChange({ ...test, tag: currentTarget.value })}
          maxLength={60}
          dir="auto"
          readOnly={readOnly}
        />
      )
    case 'stage':
      return (
        <MultiSelect
          aria-label={t('stages')}
          data={[...new Set([...shop.stages.map(({ id }) => id), ...test.stages])].map((value) => ({
            value,
            label: shop.stages.find(({ id }) => id === value)?.name ?? value,
          }))}
          value={test.stages}
          onChange={(stages) => onChange({ ...test, stages })}
          readOnly={readOnly}
        />
      )
    case 'channel':
      return (
        <MultiSelect
          aria-label={t('channels')}
          data={channelKinds.map((value) => ({ value, label: channelNames[value] }))}
          value={test.channels}
          onChange={(channels) => onChange({ ...test, channels: channels as typeof test.channels })}
          readOnly={readOnly}
        />
      )
    case 'consent':
      return <ConsentFields test={test} onChange={onChange} disabled={disabled} />
    case 'event':
      return <EventFields test={test} shop={shop} onChange={onChange} disabled={disabled} />
    case 'last-event':
      return (
        <>
          <EventChoice
            types={shop.events}
            value={test.type}
            onChange={(type) => onChange({ ...test, type })}
            disabled={disabled}
          />
          {'days' in test ? (
            <Ago is={test.is} days={test.days} onChange={(ago) => onChange({ ...test, ...ago })} disabled={disabled} />
          ) : (
            <>
              <Choice
                label={t('operator.label')}
                values={['over', 'under'] as const}
                value={test.is}
                say={(is) => t(`operator.${is}`)}
                onChange={(is) => onChange({ ...test, is })}
                disabled={disabled}
              />
              <NumberInput
                className={classes.number}
                aria-label={t('number')}
                value={test.value}
                onChange={(next) => typeof next === 'number' && onChange({ ...test, value: next })}
                readOnly={readOnly}
              />
            </>
          )}
        </>
      )
    case 'seen':
      return <Ago is={test.is} days={test.days} onChange={(ago) => onChange({ ...test, ...ago })} disabled={disabled} />
    case 'broadcast':
      return (
        <>
          <Choice
            label={t('broadcast.label')}
            values={broadcastAnswers}
            value={test.is}
            say={(is) => t(`broadcast.${is}`)}
            onChange={(is) => onChange({ ...test, is })}
            disabled={disabled}
          />
          <span>{t('often.inLast')}</span>
          <Days value={test.days ?? 30} onChange={(days) => onChange({ ...test, days })} disabled={disabled} />
        </>
      )
    case 'fact':
    case 'field':
      return <ComparedFields test={test} shop={shop} onChange={onChange} disabled={disabled} />
  }
}

type AgoIs = 'more-than-ago' | 'less-than-ago'

function Ago(props: { is: AgoIs; days: number; onChange(ago: { is: AgoIs; days: number }): void; disabled: boolean }) {
  const { t } = useTranslation('segments')
  const { is, days, onChange, disabled } = props
  return (
    <>
      <Choice
        label={t('operator.label')}
        values={['more-than-ago', 'less-than-ago'] as const}
        value={is}
        say={(each) => t(`operator.${each}`)}
        onChange={(next) => onChange({ is: next, days })}
        disabled={disabled}
      />
      <Days value={days} onChange={(next) => onChange({ is, days: next })} disabled={disabled} />
    </>
  )
}

type ConsentTest = Extract<SegmentTest, { about: 'consent' }>

function ConsentFields({
  test,
  onChange,
  disabled,
}: {
  test: ConsentTest
  onChange(test: SegmentTest): void
  disabled: boolean
}) {
  const { t } = useTranslation('segments')
  const { channel, ...any } = test
  return (
    <>
      <Choice
        label={t('consent.label')}
        values={consentAnswers}
        value={test.is}
        say={(is) => t(`consent.${is}`)}
        onChange={(is) => onChange({ ...test, is })}
        disabled={disabled}
      />
      <TextInput
        className={classes.short}
        aria-label={t('purpose')}
        value={test.purpose}
        onChange={({ currentTarget }) => onChange({ ...test, purpose: currentTarget.value })}
        maxLength={64}
        readOnly={disabled}
      />
      <Choice
        label={t('channel')}
        values={['', ...channelKinds] as const}
        value={channel ?? ''}
        say={(kind) => (kind === '' ? t('anyChannel') : channelNames[kind])}
        onChange={(kind) => onChange(kind === '' ? any : { ...test, channel: kind })}
        disabled={disabled}
      />
    </>
  )
}
