import { FocusTrap } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeDescription } from '#nodes/contract.ts'
import { categories, findTypes } from '../../document/catalogue.ts'
import { useFlowEditor, useOverlay, useWording } from '../../open-flow/flow-editor.ts'
import type { Picking } from '../../open-flow/overlays.ts'
import { searchedWords } from '../../open-flow/wording.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tile } from '../../ui/Tile.tsx'
import classes from './picker.module.css'
import { place } from './place-picked.ts'

/** "What comes next?", at the pointer: type to filter, arrows and Enter to choose. */
export function NodePicker() {
  const picking = useOverlay((overlay) => overlay.picking)
  return picking && <Picker key={`${picking.screen.x},${picking.screen.y}`} picking={picking} />
}

const size = { width: 248, height: 360 }

function Picker({ picking }: { picking: Picking }) {
  const { t } = useTranslation('canvas')
  const editor = useFlowEditor()
  const wording = useWording()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const close = () => editor.overlays.setState({ picking: null })
  const box = useClickOutside(close)

  const found = findTypes(
    query,
    searchedWords(wording, (each) => t(`category.${each.category}`)),
  )
  const ordered = query ? found : categories.flatMap((category) => found.filter((each) => each.category === category))
  const choose = (description: NodeDescription | undefined) => {
    close()
    if (description) place(editor, description.type, picking)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setActive((active + step + ordered.length) % Math.max(1, ordered.length))
    else if (event.key === 'Enter') choose(ordered[active])
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else return
    event.preventDefault()
  }
  return (
    <FocusTrap>
      <div ref={box} className={classes.picker} style={inside(picking.screen)} role="dialog" aria-label={t('picker.title')}>
        <label className={classes.search}>
          <Icon name="search" />
          <input
            data-autofocus
            role="combobox"
            aria-expanded="true"
            aria-controls="node-picker"
            aria-activedescendant={ordered[active] && `pick-${ordered[active].type}`}
            aria-label={t('palette.search')}
            placeholder={t('palette.search')}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
        </label>
        <div id="node-picker" role="listbox" aria-label={t('palette.title')} className={classes.list}>
          {ordered.map((description, i) => (
            <Option
              key={description.type}
              description={description}
              heading={
                !query && ordered[i - 1]?.category !== description.category ? t(`category.${description.category}`) : undefined
              }
              active={i === active}
              onPoint={() => setActive(i)}
              onChoose={() => choose(description)}
            />
          ))}
          {ordered.length === 0 && (
            <p role="presentation" className={classes.nothing}>
              {t('palette.nothing')}
            </p>
          )}
        </div>
      </div>
    </FocusTrap>
  )
}

interface OptionProps {
  description: NodeDescription
  heading?: string
  active: boolean
  onPoint(): void
  onChoose(): void
}

function Option({ description, heading, active, onPoint, onChoose }: OptionProps) {
  const wording = useWording()
  return (
    <>
      {heading && (
        <div role="presentation" className={classes.heading}>
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the search field holds the focus and its keys choose */}
      <div
        id={`pick-${description.type}`}
        role="option"
        tabIndex={-1}
        aria-selected={active}
        className={classes.option}
        title={wording.label(description.summary)}
        onPointerMove={onPoint}
        onClick={onChoose}
        ref={(option) => {
          if (active) option?.scrollIntoView({ block: 'nearest' })
        }}
      >
        <Tile size="sm" icon={description.icon} category={description.category} />
        {wording.label(description.label)}
      </div>
    </>
  )
}

/** Beside the pointer, and never beyond the window. */
const inside = ({ x, y }: { x: number; y: number }) => ({
  left: Math.max(8, Math.min(x + 8, innerWidth - size.width - 8)),
  top: Math.max(8, Math.min(y - 20, innerHeight - size.height - 8)),
})
