import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { channelNames } from '#schemas/message.ts'
import { contactPath } from '../../shell/places.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { firstName } from '../../ui/first-name.ts'
import { Tag } from '../../ui/Tag.tsx'
import { CasesPart } from './CasesPart.tsx'
import classes from './card.module.css'
import { answersOf, type Fact, factsOf, pathOf, whyOf } from './known.ts'

/** Who this is, why the chat is here, what was told already: nobody is asked twice. Empty parts are left out. */
export function HandOffCard({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const { contact, channel, language, state } = conversation
  const { id: w } = useWorkspace()
  const name = contact.name ?? t('someone')
  const own = state.contact.name
  const answers = withLanguage(answersOf(conversation), language && { label: t('card.language'), code: language })
  const facts = factsOf(state.contact, { phone: t('card.phone'), email: t('card.email'), yes: t('card.yes'), no: t('card.no') })
  return (
    <>
      <section className={classes.person}>
        <Avatar name={name} size="lg" />
        <span>
          <strong dir="auto">
            <Link to={contactPath(w, contact.id)}>{name}</Link>
          </strong>
          <small>
            {channelNames[channel.kind]} · {channel.name}
          </small>
          {state.contact.optedOut && (
            <Tag tone="warn" icon="alert-circle">
              {t('card.optedOut')}
            </Tag>
          )}
        </span>
      </section>
      <Why conversation={conversation} />
      {answers.length > 0 && (
        <Part title={own ? t('card.told', { name: firstName(own) }) : t('card.toldByAnyone')}>
          <Facts facts={answers} />
        </Part>
      )}
      {facts.length > 0 && (
        <Part title={t('card.contact')}>
          <Facts facts={facts} />
        </Part>
      )}
      {state.contact.tags.length > 0 && (
        <Part title={t('card.tags')}>
          <div className={classes.tags}>
            {state.contact.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </div>
        </Part>
      )}
      <CasesPart conversation={conversation} />
    </>
  )
}

/** The language comes first, unless the flow asked for it. */
function withLanguage(answers: Fact[], language: { label: string; code: string } | undefined | ''): Fact[] {
  if (!language) return answers
  const value = ownLanguageName(language.code)
  return answers.some((answer) => answer.value === value)
    ? answers
    : [{ label: language.label, value, lang: language.code }, ...answers]
}

/** Why a person was asked for, in a sentence, and the choices that led there. */
function Why({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const { handOff, team } = conversation
  const path = pathOf(conversation)
  if (!handOff && path.length === 0) return null
  const { nodeName: node, flowName: flow, version } = handOff ?? {}
  const names = { node, flow, version }
  return (
    <Part title={t(handOff ? 'why.title' : 'why.soFar')}>
      {handOff && handOff.reason.values?.words !== node && (
        <p className={classes.why} dir="auto">
          {whyOf(t, handOff.reason)}
        </p>
      )}
      {team && (
        <p className={classes.why}>
          {t('card.team')}: <b dir="auto">{team.name}</b>
        </p>
      )}
      {node && (
        <p className={classes.why}>
          <Trans ns="inbox" i18nKey="why.node" values={names} components={{ b: <b dir="auto" /> }} />
        </p>
      )}
      {path.length > 0 && (
        <ol className={classes.path}>
          {path.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same choice may come twice
            <li key={i}>
              <span dir="auto">{step}</span>
            </li>
          ))}
          {handOff && (
            <li>
              <span>{t('why.person')}</span>
            </li>
          )}
        </ol>
      )}
    </Part>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.part}>
    <h3 dir="auto">{title}</h3>
    {children}
  </section>
)

const Facts = ({ facts }: { facts: Fact[] }) => (
  <dl className={classes.facts}>
    {facts.map(({ label, value, lang, code }, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same question may have been asked twice
      <div key={i}>
        <dt dir="auto">{label}</dt>
        <dd lang={lang} dir={code ? undefined : 'auto'}>
          {code ? <bdi dir="ltr">{value}</bdi> : value}
        </dd>
      </div>
    ))}
  </dl>
)
