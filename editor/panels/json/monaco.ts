import * as monaco from 'monaco-editor/editor'
import 'monaco-editor/features/register.all'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import JsonWorker from 'monaco-editor/language/json/json.worker?worker'
import { jsonDefaults } from 'monaco-editor/languages/features/json/register'
import { flowSchema } from '#schemas/flow.ts'

// Only ever reached through a lazy import: Monaco is larger than the rest of the editor.
self.MonacoEnvironment = { getWorker: (_id, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()) }

jsonDefaults.setDiagnosticsOptions({
  validate: true,
  allowComments: false,
  schemas: [{ uri: 'alur:flow', fileMatch: ['*'], schema: flowSchema }],
})

/** Monaco reads no custom properties, so the page's own colours are looked up whenever the look changes. */
export function applyTheme(scheme: 'light' | 'dark'): void {
  const style = getComputedStyle(document.documentElement)
  // A minified stylesheet says #fff, which Monaco does not read.
  const colour = (token: string): string =>
    style
      .getPropertyValue(token)
      .trim()
      .replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
  monaco.editor.defineTheme('alur', {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [],
    colors: {
      'editor.background': colour('--al-surface'),
      'editor.foreground': colour('--al-ink'),
      'editorLineNumber.foreground': colour('--al-ink-3'),
      'editor.lineHighlightBorder': colour('--al-line'),
      focusBorder: colour('--al-focus'),
    },
  })
  monaco.editor.setTheme('alur')
}

export { monaco }
