import { DragDropProvider } from '@dnd-kit/react'
import { isSortable } from '@dnd-kit/react/sortable'
import { Button, Input } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysOf } from '#schemas/json-pointer.ts'
import { freshId } from '../../../document/ids.ts'
import { useView } from '../../../open-flow/flow-editor.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { FieldLabel } from '../FieldLabel.tsx'
import { moved, type Option } from '../options.ts'
import { useFormScope, type WidgetProps } from '../scope.ts'
import { OptionRow } from './OptionRow.tsx'
import classes from './options.module.css'

/** What a customer can pick: rows to sort by dragging or by keyboard; each opens its label, description and synonyms. */
export function OptionsField({ field, value = [], onChange, error, disabled }: WidgetProps<Option[]>) {
  const { t } = useTranslation('panels')
  const [open, setOpen] = useState<string>()
  const asked = useAskedFor(field.pointer)
  const askedId = asked && value[asked.index]?.id
  const done = useRef<typeof asked>(undefined)
  useEffect(() => {
    // Each jump opens its option once, whatever becomes of the list afterwards.
    if (!asked || done.current === asked) return
    done.current = asked
    setOpen(askedId)
  }, [asked, askedId])
  const full = value.length >= (field.schema.maxItems ?? Number.POSITIVE_INFINITY)
  const add = () => {
    const option = { id: freshId(), label: {} }
    onChange([...value, option])
    setOpen(option.id)
  }
  return (
    <Input.Wrapper error={error}>
      <div className={classes.head}>
        <FieldLabel field={field} />
        {!disabled && (
          <Button
            variant="subtle"
            size="xs"
            className={classes.add}
            leftSection={<Icon name="plus" size={14} />}
            onClick={add}
            disabled={full}
          >
            {t('form.add')}
          </Button>
        )}
      </div>
      <DragDropProvider
        onDragEnd={({ operation: { source }, canceled }) => {
          if (!canceled && isSortable(source) && source.index !== source.initialIndex)
            onChange(moved(value, source.initialIndex, source.index))
        }}
      >
        <ul className={classes.options}>
          {value.map((option, index) => (
            <OptionRow
              key={option.id}
              option={option}
              index={index}
              pointer={`${field.pointer}/${index}`}
              open={open === option.id}
              first={asked && askedId === option.id ? asked.part : 'label'}
              onOpen={(opened) => setOpen(opened ? option.id : undefined)}
              onChange={(next) => onChange(value.map((each) => (each.id === option.id ? next : each)))}
              onDelete={value.length > 1 ? () => onChange(value.filter((each) => each.id !== option.id)) : undefined}
              disabled={disabled}
            />
          ))}
        </ul>
      </DragDropProvider>
    </Input.Wrapper>
  )
}

/** The option, and the part of it, that a jump into this list asks for. */
function useAskedFor(pointer: string): { index: number; part: string } | undefined {
  const { node } = useFormScope()
  const target = useView((view) => view.target)
  const nodeId = node?.id
  return useMemo(() => {
    if (nodeId === undefined || target?.nodeId !== nodeId || !target.path?.startsWith(`${pointer}/`)) return undefined
    const [index, part = 'label'] = keysOf(target.path.slice(pointer.length))
    return { index: Number(index), part }
  }, [nodeId, target, pointer])
}
