import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Category, NodeDescription } from '#nodes/contract.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { categories, findTypes } from '../../document/catalogue.ts'
import { useFlowEditor, useView, useWording } from '../../open-flow/flow-editor.ts'
import { searchedWords } from '../../open-flow/wording.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Tile } from '../../ui/Tile.tsx'
import classes from './palette.module.css'
import { placeByKey } from './place-picked.ts'
import { usePaletteDrag } from './use-palette-drag.ts'

/** Every node type: drag one onto the canvas or an edge, or click it to go on after the selected node. */
export function Palette() {
  const { t } = useTranslation('canvas')
  const wording = useWording()
  const [query, setQuery] = useState('')
  const list = useRef<HTMLElement>(null)
  const found = findTypes(
    query,
    searchedWords(wording, (each) => t(`category.${each.category}`)),
  )
  const insert = useInsert()
  const { context } = useCommands()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && found[0]) insert(found[0])
    if (event.key === 'ArrowDown') step(list.current, event, 1)
    if (event.key === 'Escape') context().canvas.focus()
  }
  return (
    <nav className={classes.palette} aria-label={t('palette.title')} ref={list}>
      <label className={classes.search}>
        <Icon name="search" />
        <input
          data-palette-search
          type="search"
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Tab" />
      </label>
      <div className={classes.groups}>
        {categories.map((category) => (
          <Group
            key={category}
            category={category}
            types={found.filter((each) => each.category === category)}
            open={query !== ''}
          />
        ))}
        {found.length === 0 && <p className={classes.nothing}>{t('palette.nothing')}</p>}
      </div>
    </nav>
  )
}

/** Adds a type after the selected node and leaves the keyboard with the new card. */
function useInsert(): (description: NodeDescription) => void {
  const editor = useFlowEditor()
  const { context } = useCommands()
  return ({ type }) => {
    const { canvas } = context()
    const id = placeByKey(editor, type, canvas.pointer())
    canvas.reveal(id)
    canvas.focus(id)
  }
}

function Group({ category, types, open }: { category: Category; types: NodeDescription[]; open: boolean }) {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const folded = useView((view) => view.collapsed.includes(category)) && !open
  if (types.length === 0) return null
  return (
    <section className={classes.group}>
      <button
        type="button"
        className={classes.heading}
        aria-expanded={!folded}
        onClick={() => look.getState().toggleGroup(category)}
      >
        {t(`category.${category}`)}
        {folded && <span className={classes.count}>{types.length}</span>}
        <Icon name={folded ? 'chevron-right' : 'chevron-down'} size={12} flip />
      </button>
      {!folded && types.map((description) => <Item key={description.type} description={description} />)}
    </section>
  )
}

function Item({ description }: { description: NodeDescription }) {
  const wording = useWording()
  const insert = useInsert()
  const startDrag = usePaletteDrag(description.type, () => insert(description))
  return (
    <button
      type="button"
      className={classes.item}
      data-item={description.type}
      title={wording.label(description.summary)}
      onPointerDown={startDrag}
      // A screen reader's press, or the space bar: no pointer went down.
      onClick={(event) => event.detail === 0 && insert(description)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault()
          insert(description)
        }
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
          step(event.currentTarget.closest('nav'), event, event.key === 'ArrowDown' ? 1 : -1)
      }}
    >
      <Tile size="sm" icon={description.icon} category={description.category} />
      <span className={classes.label}>{wording.label(description.label)}</span>
      <Icon name="grip-vertical" size={14} className={classes.grip} />
    </button>
  )
}

/** Arrows walk from the search through the items. */
function step(list: HTMLElement | null, event: KeyboardEvent, by: number): void {
  const stops = [...(list?.querySelectorAll<HTMLElement>('[data-palette-search], [data-item]') ?? [])]
  const next = stops[stops.indexOf(event.target as HTMLElement) + by]
  event.preventDefault()
  next?.focus()
}
