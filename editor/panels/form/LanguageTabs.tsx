import { Button } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ownLanguageName } from '#schemas/language-names.ts'
import { stillRight } from '../../document/edits.ts'
import { useDocument, useFlowEditor, useView } from '../../open-flow/flow-editor.ts'
import classes from './form.module.css'
import { missingLanguages } from './language.ts'
import { useFormScope } from './scope.ts'

/**
 * The flow's languages as tabs; a dot says whether every one of `texts` is there, and as new as in the main language. What is chosen
 * here shows on the canvas too.
 */
export function LanguageTabs({ texts }: { texts: unknown }) {
  const { t } = useTranslation('panels')
  const languages = useDocument((document) => document.flow.languages)
  const language = useView((view) => view.language)
  const setLanguage = useView((view) => view.setLanguage)
  const { node } = useFormScope()
  const group = useId()
  if (languages.offered.length < 2) return null
  const missing = missingLanguages(texts, languages)
  const stateOf = (each: string) => (missing.has(each) ? 'missing' : node?.data.outdated?.includes(each) ? 'outdated' : 'ok')
  return (
    <>
      <fieldset className={classes.languages} aria-label={t('form.language')}>
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
      </fieldset>
      {node && stateOf(language) === 'outdated' && <Outdated nodeId={node.id} />}
    </>
  )
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
