import { useSortable } from '@dnd-kit/react/sortable'
import { Popover } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useWording } from '../../../open-flow/flow-editor.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { countWords, type Option } from '../options.ts'
import { errorAt, useFormScope } from '../scope.ts'
import { OptionEditor } from './OptionEditor.tsx'
import classes from './options.module.css'

export interface OptionRowProps {
  option: Option
  index: number
  pointer: string
  open: boolean
  /** The part that gets the cursor when it opens. */
  first: string
  onOpen(open: boolean): void
  onChange(option: Option): void
  /** Absent for the last one that is left. */
  onDelete: (() => void) | undefined
  disabled: boolean
}

/** One option: a grip, its label, how many synonyms it has; a click opens the rest. */
export function OptionRow({ option, index, pointer, open, first, onOpen, onChange, onDelete, disabled }: OptionRowProps) {
  const { t } = useTranslation('panels')
  const wording = useWording()
  const scope = useFormScope()
  const { ref, handleRef, isDragging } = useSortable({ id: option.id, index, disabled })
  const label = wording.text(option.label)
  const synonyms = countWords(option.synonyms)
  return (
    <Popover
      opened={open}
      onChange={onOpen}
      onClose={scope.settle}
      position="left-start"
      offset={12}
      width={300}
      trapFocus
      returnFocus
      shadow="lg"
      middlewares={{ shift: { padding: 8 }, flip: { fallbackPlacements: ['bottom-end', 'bottom'] } }}
    >
      <Popover.Target>
        <li
          ref={ref}
          className={classes.option}
          data-dragging={isDragging || undefined}
          data-error={errorAt(scope, `${pointer}/label`) ? true : undefined}
        >
          {!disabled && (
            <button ref={handleRef} type="button" className={classes.grip} aria-label={t('options.move', { label })}>
              <Icon name="grip-vertical" />
            </button>
          )}
          <button type="button" className={classes.open} aria-expanded={open} onClick={() => onOpen(!open)}>
            <span
              className={classes.label}
              lang={wording.languageOf(option.label)}
              dir="auto"
              data-empty={label === '' || undefined}
            >
              {label || t('options.unnamed')}
            </span>
            {synonyms > 0 && <span className={classes.count}>{t('options.synonyms', { count: synonyms })}</span>}
            <Icon name="chevron-right" size={14} flip />
          </button>
        </li>
      </Popover.Target>
      <Popover.Dropdown className={classes.editor}>
        <OptionEditor
          option={option}
          pointer={pointer}
          first={first}
          onChange={onChange}
          onDelete={onDelete}
          disabled={disabled}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
