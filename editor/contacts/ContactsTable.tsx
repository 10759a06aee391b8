import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ContactRow } from '#schemas/api/contacts.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { channelNames } from '#schemas/message.ts'
import type { ContactsAsked } from '../api/contacts.ts'
import { channelGlyphs } from '../channels/glyphs.ts'
import { contactPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { formatWhen } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Named } from '../ui/Named.tsx'
import { Table } from '../ui/Table.tsx'
import { Tag } from '../ui/Tag.tsx'
import { look, type SetSearch } from './asked.ts'
import { columnLabel } from './column-label.ts'
import classes from './contacts.module.css'
import { maskPhone } from './mask-phone.ts'
import { StageName } from './StageName.tsx'
import type { Column } from './use-columns.ts'
import { useContactFields, useStages } from './use-people.ts'
import { useShown } from './use-shown.ts'

export interface ContactsTableProps {
  rows: readonly ContactRow[]
  columns: readonly Column[]
  sort: ContactsAsked
  onSearch: SetSearch
  chosen: ReadonlySet<string>
  onChoose(chosen: ReadonlySet<string>): void
}

const mostTags = 3

/** People, one a row, with what the columns ask for. */
export function ContactsTable({ rows, columns, sort, onSearch, chosen, onChoose }: ContactsTableProps) {
  const { t } = useTranslation('contacts')
  const may = useMay()('changeContacts')
  const fields = useContactFields()
  const byName = sort.sort === 'name' || sort.q !== undefined
  const all = rows.every(({ id }) => chosen.has(id))
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  const sortable = (label: string, by: 'name' | 'seen') => (
    <button
      type="button"
      className={classes.sort}
      disabled={sort.q !== undefined}
      onClick={() => look(onSearch, 'sort', by === 'name' ? 'name' : null)}
    >
      {label}
      {byName === (by === 'name') && <Icon name="arrow-down" size={14} />}
    </button>
  )
  const head = (
    <>
      <th aria-sort={byName ? 'ascending' : 'none'}>
        <span className={classes.who}>
          {may && (
            <Checkbox
              aria-label={t('chooseAll')}
              checked={all}
              indeterminate={!all && chosen.size > 0}
              onChange={() => onChoose(new Set(all ? [] : rows.map(({ id }) => id)))}
            />
          )}
          {sortable(t('column.name'), 'name')}
        </span>
      </th>
      {columns.map((column) => (
        <th key={column} data-wide {...(column === 'seen' ? { 'aria-sort': byName ? 'none' : 'descending' } : {})}>
          {column === 'seen' ? sortable(t('column.seen'), 'seen') : <bdi>{columnLabel(t, column, fields)}</bdi>}
        </th>
      ))}
    </>
  )
  return (
    <div className={classes.table}>
      <Table label={t('title')} head={head}>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            columns={columns}
            {...(may ? { chosen: chosen.has(row.id), onToggle: () => toggle(row.id) } : {})}
          />
        ))}
      </Table>
    </div>
  )
}

interface RowProps {
  row: ContactRow
  columns: readonly Column[]
  chosen?: boolean
  /** Absent where nothing can be done with whoever is chosen. */
  onToggle?(): void
}

function Row({ row, columns, chosen = false, onToggle }: RowProps) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const name = row.name ?? t('someone')
  return (
    <tr data-chosen={chosen || undefined}>
      <td>
        <span className={classes.who}>
          {onToggle && <Checkbox aria-label={t('choose', { name })} checked={chosen} onChange={onToggle} />}
          <Named
            mark={<Avatar name={name} />}
            name={name}
            below={<Channels row={row} />}
            onPhone={
              <small>
                {[row.phone && maskPhone(row.phone), row.email, formatWhen(row.lastSeenAt)].filter(Boolean).join(' · ')}
              </small>
            }
            to={contactPath(w, row.id)}
          />
        </span>
      </td>
      {columns.map((column) => (
        <td key={column} data-wide>
          <Cell row={row} column={column} />
        </td>
      ))}
    </tr>
  )
}

/** Where they have written, as glyphs with their names. */
function Channels({ row: { channels, optedOut } }: { row: ContactRow }) {
  const { t } = useTranslation('contacts')
  return (
    <span className={classes.channels}>
      {channels.map((kind) => (
        <span key={kind} title={channelNames[kind]}>
          <Icon name={channelGlyphs[kind]} size={12} />
          <span className="al-hidden">{channelNames[kind]}</span>
        </span>
      ))}
      {channels.length === 0 && t('neverWrote')}
      {optedOut && (
        <Tag tone="warn" icon="hand-stop">
          {t('stopped')}
        </Tag>
      )}
    </span>
  )
}

function Cell({ row, column }: { row: ContactRow; column: Column }) {
  const stages = useStages()
  const shown = useShown()
  switch (column) {
    case 'reach':
      return (
        <span className={classes.lines}>
          <bdi dir="ltr">{row.phone ? maskPhone(row.phone) : '–'}</bdi>
          <small>
            <bdi>{row.email ?? '–'}</bdi>
          </small>
        </span>
      )
    case 'language':
      return row.language ? <span lang={row.language}>{ownLanguageName(row.language)}</span> : '–'
    case 'stage': {
      const stage = stages.find(({ id }) => id === row.stage)
      return stage ? <StageName stage={stage} /> : '–'
    }
    case 'tags':
      return (
        <span className={classes.tags}>
          {row.tags.slice(0, mostTags).map((tag) => (
            <Tag key={tag}>
              <bdi>{tag}</bdi>
            </Tag>
          ))}
          {row.tags.length > mostTags && <small>+{row.tags.length - mostTags}</small>}
        </span>
      )
    case 'seen':
      return formatWhen(row.lastSeenAt)
    case 'since':
      return formatWhen(row.firstSeenAt)
    default: {
      const name = column.slice('field.'.length)
      return <bdi>{shown(name, row.fields[name])}</bdi>
    }
  }
}
