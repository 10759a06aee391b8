import { Button, Scroller } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ownLanguageName } from '#schemas/language-names.ts'
import { stillRight } from '../../document/edits.ts'
import { useDocument, useFlowEditor, useView } from '../../open-flow/flow-editor.ts'
import { missingLanguages } from './language.ts'
import classes from './language-tabs.module.css'
import { useFormScope } from './scope.ts'

/** How wide the arrow at an end of the row is. */
const arrow = 28

/**
 * The flow's languages as tabs in one line, which scrolls where it is too long; a dot says whether every one of `texts` is there, and as new as in the main language. What is chosen
 * here shows on the canvas too.
 */
export function LanguageTabs({ texts }: { texts: unknown }) {
  const { t } = useTranslation('panels')
  const languages = useDocument((document) => document.flow.languages)
  const language = useView((view) => view.language)
  const setLanguage = useView((view) => view.setLanguage)
  const { node } = useFormScope()
  const group = useId()
  const row = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is what it looks again for
  useEffect(() => {
    const chosen = row.current?.querySelector('label:has(:checked)')
    if (chosen) bringIntoRow(chosen)
  }, [language])
  if (languages.offered.length < 2) return null
  const missing = missingLanguages(texts, languages)
  const stateOf = (each: string) => (missing.has(each) ? 'missing' : node?.data.outdated?.includes(each) ? 'outdated' : 'ok')
  return (
    <>
      <fieldset className={classes.languages} aria-label={t('form.language')}>
        <Scroller
          ref={row}
          classNames={{ root: classes.row, content: classes.tabs }}
          controlSize={arrow}
          edgeGradientColor="var(--al-surface)"
          draggable={false}
          startControlProps={forPointers}
          endControlProps={forPointers}
        >
          {languages.offered.map((each) => {
            const state = stateOf(each)
            return (
              <label key={each} lang={each} className={classes.language}>
                <input
                  type="radio"
                  className="al-hidden"
                  name={group}
                  checked={each === language}
                  onChange={() => setLanguage(each)}
                />
                {ownLanguageName(each)}
                {each !== languages.default && <i className={classes.dot} data-state={state} />}
                {state !== 'ok' && <span className={classes.state}>{t(`form.${state}`)}</span>}
              </label>
            )
          })}
        </Scroller>
      </fieldset>
      {node && stateOf(language) === 'outdated' && <Outdated nodeId={node.id} />}
    </>
  )
}

/** The keyboard's arrows go from tab to tab and bring each into sight: it has no use for the buttons at the ends. */
const forPointers = { tabIndex: -1, 'aria-hidden': true }

/** Sideways only: the panel stays where it was scrolled to. */
function bringIntoRow(tab: Element): void {
  const row = tab.closest('[role=presentation]')
  if (!row) return
  const [mine, seen] = [tab.getBoundingClientRect(), row.getBoundingClientRect()]
  const before = mine.left - arrow - seen.left
  const after = mine.right + arrow - seen.right
  if (before < 0) row.scrollLeft += before
  else if (after > 0) row.scrollLeft += after
}

/** Says why the texts of the chosen language are outdated, and takes it back when they are not. */
function Outdated({ nodeId }: { nodeId: string }) {
  const { t } = useTranslation('panels')
  const { document } = useFlowEditor()
  const main = useDocument(({ flow }) => flow.languages.default)
  const language = useView((view) => view.language)
  const { disabled } = useFormScope()
  const confirm = () => document.getState().edit('setting', (flow) => stillRight(flow, nodeId, language))
  return (
    <div className={classes.outdated}>
      <span>{t('form.outdatedNote', { language: ownLanguageName(main) })}</span>
      {!disabled && (
        <Button size="compact-xs" variant="default" onClick={confirm}>
          {t('form.stillRight')}
        </Button>
      )}
    </div>
  )
}
