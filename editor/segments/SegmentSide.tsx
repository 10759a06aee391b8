import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckedPerson, SegmentPreview } from '#schemas/api/segments.ts'
import type { SegmentRule } from '#schemas/segment.ts'
import { sentenceOf } from '../api/request.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Banner } from '../ui/Banner.tsx'
import { formatNumber, formatWhenInSentence } from '../ui/format.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './segments.module.css'
import { usePreview } from './use-preview.ts'
import { useSegmentWords } from './words.ts'

/** How many are in it, some who are, one who is not, and any person with why. */
export function SegmentSide({ rules, preview }: { rules: SegmentRule; preview: ReturnType<typeof usePreview> }) {
  const { t } = useTranslation('segments')
  const { data, error, isPending } = preview
  if (error) return <Banner tone="danger">{sentenceOf(error)}</Banner>
  return (
    <aside className={classes.side}>
      <section>
        <h2>{t('side.now')}</h2>
        {data ? <Total preview={data} /> : isPending && <Skeleton />}
      </section>
      {data && data.examples.length > 0 && (
        <section>
          <h2>{t('side.in', { count: data.examples.length })}</h2>
          <ul className={classes.people}>
            {data.examples.map((one) => (
              <Person key={one.contact.id} rules={rules} person={one} />
            ))}
          </ul>
        </section>
      )}
      {data?.not && (
        <section>
          <h2>{t('side.not')}</h2>
          <ul className={classes.people}>
            <Person rules={rules} person={data.not} />
          </ul>
        </section>
      )}
      <Check rules={rules} />
    </aside>
  )
}

function Total({ preview: { count, about } }: { preview: SegmentPreview }) {
  const { t } = useTranslation('segments')
  const number = formatNumber(count)
  return (
    <p className={classes.total} aria-live="polite">
      <strong>{about ? t('about', { n: number }) : number}</strong> {t('side.people', { count })}
      <span className={classes.quiet}>{t(about ? 'side.counting' : 'side.counts')}</span>
    </p>
  )
}

function Person({ rules, person }: { rules: SegmentRule; person: CheckedPerson }) {
  const { t } = useTranslation('segments')
  const { found } = useSegmentWords()
  const { contact, because } = person
  const name = contact.name ?? t('side.noName')
  const said = [...new Set(because.map((one) => found(rules, one)))]
  return (
    <li className={classes.person}>
      <Avatar name={name} />
      <div>
        <p dir="auto">{name}</p>
        {person.in ? (
          <p className={classes.quiet}>{said.join(' · ')}</p>
        ) : (
          said.map((each) => (
            <Tag key={each} tone="warn" icon="x">
              {each}
            </Tag>
          ))
        )}
      </div>
    </li>
  )
}

/** Anybody, by their id: are they in it, and why. */
function Check({ rules }: { rules: SegmentRule }) {
  const { t } = useTranslation('segments')
  const [id, setId] = useState('')
  const asked = /^[A-Za-z0-9_-]{1,64}$/.test(id.trim()) ? id.trim() : undefined
  const { data, error } = usePreview(asked ? rules : undefined, asked)
  const checked = data?.checked
  return (
    <section>
      <TextInput
        label={t('side.check')}
        description={t('side.checkHint')}
        value={id}
        onChange={({ currentTarget }) => setId(currentTarget.value)}
        error={asked && error ? sentenceOf(error) : undefined}
        dir="ltr"
      />
      {asked && checked && (
        <>
          <p className={classes.verdict}>
            {checked.contact.name ?? t('side.noName')} {t(checked.in ? 'side.isIn' : 'side.isNot')}
            {checked.until && (
              <span className={classes.quiet}> {t('side.until', { when: formatWhenInSentence(checked.until) })}</span>
            )}
          </p>
          <ul className={classes.people}>
            <Person rules={rules} person={checked} />
          </ul>
        </>
      )}
    </section>
  )
}
