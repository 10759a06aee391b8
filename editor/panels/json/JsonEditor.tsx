import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import classes from './json.module.css'
import { applyTheme, monaco } from './monaco.ts'

export interface JsonEditorProps {
  label: string
  value: string
  onChange(value: string): void
  readOnly: boolean
}

/** Monaco over one JSON text, with the flow's schema for completion and marks. */
export function JsonEditor({ label, value, onChange, readOnly }: JsonEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null)
  const scheme = useComputedColorScheme()
  const typed = useEffectEvent(onChange)
  const first = useEffectEvent(() => ({ value, label }))

  useEffect(() => {
    const start = first()
    const model = monaco.editor.createModel(start.value, 'json', monaco.Uri.parse('alur://flow.json'))
    const made = monaco.editor.create(place.current as HTMLDivElement, {
      model,
      ariaLabel: start.label,
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--al-mono'),
      fontSize: 12,
      lineHeight: 18,
      padding: { top: 12, bottom: 12 },
      tabSize: 2,
      wordWrap: 'on',
      stickyScroll: { enabled: false },
      overviewRulerLanes: 0,
      renderLineHighlight: 'none',
      fixedOverflowWidgets: true,
    })
    const listening = model.onDidChangeContent(({ isFlush }) => {
      if (!isFlush) typed(model.getValue())
    })
    editor.current = made
    return () => {
      listening.dispose()
      made.dispose()
      model.dispose()
      editor.current = null
    }
  }, [])
  useEffect(() => {
    const model = editor.current?.getModel()
    if (model && model.getValue() !== value) model.setValue(value)
  }, [value])
  useEffect(() => {
    editor.current?.updateOptions({ readOnly })
  }, [readOnly])
  useEffect(() => {
    applyTheme(scheme)
  }, [scheme])
  return <div ref={place} className={classes.monaco} />
}
