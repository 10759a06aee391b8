import { ActionIcon, Autocomplete, Menu, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactRow } from '#schemas/api/contacts.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { channelKinds, channelNames } from '#schemas/message.ts'
import { Icon } from '../ui/Icon.tsx'
import { commonLanguages, languageFilter } from '../ui/LanguageSelect.tsx'
import { look, type SetSearch } from './asked.ts'
import { columnLabel } from './column-label.ts'
import classes from './contacts.module.css'
import type { useColumns } from './use-columns.ts'
import { useContactFields, useStages } from './use-people.ts'

export interface ContactFiltersProps {
  search: URLSearchParams
  onSearch: SetSearch
  columns: ReturnType<typeof useColumns>
  /** Who is listed: their tags are offered. */
  rows: readonly ContactRow[]
}

/** So long after the last letter it is looked for. */
const typedMs = 300

/** Words and facts people are looked for by, and which columns they stand in. */
export function ContactFilters({ search, onSearch, columns, rows }: ContactFiltersProps) {
  const { t } = useTranslation('contacts')
  const fields = useContactFields()
  const stages = useStages()
  const set = (name: string) => (value: string | null) => look(onSearch, name, value)
  const [words, setWords] = useTyped(search.get('q') ?? '', set('q'))
  const [tag, setTag] = useTyped(search.get('tag') ?? '', set('tag'))
  const language = search.get('language')
  const languages = [...new Set([...commonLanguages, ...(language ? [language] : [])])]
  const choices = fields.filter(({ type }) => type === 'one-of' || type === 'yes-no')
  const any = { value: '', label: '' }
  return (
    <search className={classes.looks}>
      <div className={classes.filters}>
        <TextInput
          type="search"
          className={classes.search}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<Icon name="search" />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          maxLength={200}
        />
        <Select
          aria-label={t('column.channel')}
          value={search.get('channel') ?? ''}
          onChange={set('channel')}
          data={[{ ...any, label: t('any.channel') }, ...channelKinds.map((value) => ({ value, label: channelNames[value] }))]}
        />
        <Select
          aria-label={t('column.language')}
          value={language ?? ''}
          onChange={set('language')}
          searchable
          filter={languageFilter}
          data={[{ ...any, label: t('any.language') }, ...languages.map((value) => ({ value, label: ownLanguageName(value) }))]}
        />
        {stages.length > 0 && (
          <Select
            aria-label={t('column.stage')}
            value={search.get('stage') ?? ''}
            onChange={set('stage')}
            data={[{ ...any, label: t('any.stage') }, ...stages.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <Autocomplete
          aria-label={t('column.tag')}
          placeholder={t('any.tag')}
          leftSection={<Icon name="tag" size={14} />}
          value={tag}
          onChange={setTag}
          data={[...new Set(rows.flatMap(({ tags }) => tags))].sort()}
          limit={20}
          maxLength={60}
        />
        {choices.map(({ name, label, type, options = [] }) => (
          <Select
            key={name}
            aria-label={label}
            value={search.get(`field.${name}`) ?? ''}
            onChange={set(`field.${name}`)}
            data={[
              { ...any, label: t('any.field', { label }) },
              ...(type === 'yes-no'
                ? (['true', 'false'] as const).map((value) => ({ value, label: t(`yesNo.${value}`) }))
                : options.map((value) => ({ value, label: value }))),
            ]}
          />
        ))}
      </div>
      <Menu position="bottom-end" closeOnItemClick={false}>
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t('columns')}>
            <Icon name="columns-3" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('columns')}</Menu.Label>
          {columns.all.map((column) => {
            const shown = columns.shown.includes(column)
            return (
              <Menu.Item
                key={column}
                role="menuitemcheckbox"
                aria-checked={shown}
                onClick={() => columns.toggle(column)}
                rightSection={shown && <Icon name="check" />}
              >
                <bdi>{columnLabel(t, column, fields)}</bdi>
              </Menu.Item>
            )
          })}
        </Menu.Dropdown>
      </Menu>
    </search>
  )
}

/** What is typed shows at once and counts a moment later; what the address says counts when it changed otherwise. */
function useTyped(asked: string, ask: (value: string) => void): [string, (value: string) => void] {
  const [{ typed, of }, set] = useState({ typed: asked, of: asked })
  const tell = useDebouncedCallback((value: string) => ask(value.trim()), typedMs)
  if (of !== asked) {
    // Its own words came back: what was typed since stays.
    set({ typed: typed.trim() === asked || tell.isPending() ? typed : asked, of: asked })
  }
  return [
    typed,
    (value) => {
      set({ typed: value, of })
      tell(value)
    },
  ]
}
