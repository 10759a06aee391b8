import { Input } from '@mantine/core'
import { type ReactNode, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { directionOf, type Language } from '#schemas/text.ts'
import { isComposing } from '../../ui/composition.ts'
import { formatNumber } from '../../ui/format.ts'
import { templateParts } from './template-parts.ts'
import classes from './text-editor.module.css'
import { VariablePicker } from './VariablePicker.tsx'

export interface TextEditorProps {
  label: ReactNode
  /** The label is for screen readers only. */
  labelHidden?: boolean
  description?: ReactNode
  error?: ReactNode
  value: string
  onChange(value: string): void
  /** Texts of the flow's languages run their own way; a URL or a JSON body is always left to right. */
  language?: Language
  code?: boolean
  placeholder?: string
  /** One line: Enter does nothing. */
  single?: boolean
  /** As high as its text, with its tools beside it: for what is usually short. */
  compact?: boolean
  limit?: { max: number; unit: 'characters' | 'bytes' } | undefined
  disabled?: boolean
}

/** A text with variables: they look like chips, and `{ }` (or typing two braces) inserts one. */
export function TextEditor({ language, code, single, compact, value, onChange, limit, disabled, ...props }: TextEditorProps) {
  const { t } = useTranslation('panels')
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<{ open(): void }>(null)
  const direction = code ? 'ltr' : language ? directionOf(language) : 'auto'
  const write = (text: string) => {
    onChange(single ? text.replaceAll('\n', ' ') : text)
    if (text.slice(0, area.current?.selectionStart).endsWith('{{') && text.length > value.length) picker.current?.open()
  }
  const insert = (path: string) => {
    const box = area.current
    if (!box) return
    // What was typed to open the picker is part of what is inserted.
    const start = value.slice(0, box.selectionStart).endsWith('{{') ? box.selectionStart - 2 : box.selectionStart
    const place = `{{ ${path} }}`
    box.focus()
    box.setSelectionRange(start, box.selectionEnd)
    box.setRangeText(place, start, box.selectionEnd, 'end')
    onChange(box.value)
  }
  /** Whoever types two braces may know the name, and types on. */
  const typeOn = (text: string) => {
    const box = area.current
    if (!box) return
    box.focus()
    box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end')
    onChange(box.value)
  }
  return (
    <Input.Wrapper
      id={id}
      label={props.label}
      labelProps={props.labelHidden ? { className: 'al-hidden' } : {}}
      description={props.description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={props.error}
    >
      <div
        className={classes.area}
        data-compact={compact || single || undefined}
        data-error={props.error ? true : undefined}
        data-disabled={disabled || undefined}
      >
        <div
          className={classes.text}
          data-code={code || undefined}
          data-single={single || undefined}
          lang={language}
          dir={direction}
        >
          <div className={classes.backdrop} aria-hidden="true">
            {templateParts(value).map((part, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
              part.kind === 'text' ? part.text : <Place key={index} text={part.text} />,
            )}
            {/* The last line of a text that ends with a line break has a height too. */}
            {'\n'}
          </div>
          <textarea
            id={id}
            ref={area}
            rows={1}
            value={value}
            placeholder={props.placeholder}
            readOnly={disabled}
            spellCheck={!code}
            aria-invalid={props.error ? true : undefined}
            aria-describedby={props.error ? `${id}-error` : undefined}
            onChange={(event) => write(event.currentTarget.value)}
            onKeyDown={(event) => single && event.key === 'Enter' && !isComposing(event.nativeEvent) && event.preventDefault()}
          />
        </div>
        <div className={classes.foot}>
          {!disabled && <VariablePicker ref={picker} onPick={insert} onTyped={typeOn} />}
          {limit && <Counter text={value} {...limit} label={t('form.length')} />}
        </div>
      </div>
    </Input.Wrapper>
  )
}

/** A place in the text, letter under letter: its braces step back, its name stands out. */
function Place({ text }: { text: string }) {
  const [, open, name, close] = /^(\{[{%]-?\s*)([\s\S]*?)(\s*-?[%}]\})$/.exec(text) ?? []
  return (
    <mark>
      <span>{open}</span>
      {name}
      <span>{close}</span>
    </mark>
  )
}

function Counter({ text, max, unit, label }: { text: string; max: number; unit: 'characters' | 'bytes'; label: string }) {
  const length = unit === 'bytes' ? new TextEncoder().encode(text).length : text.length
  return (
    <span className={classes.count} data-over={length > max || undefined} title={label}>
      {formatNumber(length)} / {formatNumber(max)}
    </span>
  )
}
