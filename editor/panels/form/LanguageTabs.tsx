import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useDocument, useView } from '../../canvas/hooks.ts'
import { languageName } from '../../canvas/language-name.ts'
import classes from './form.module.css'
import { missingLanguages } from './language.ts'

/** The flow's languages as tabs; a dot says whether every one of `texts` is there. What is chosen here shows on the canvas too. */
export function LanguageTabs({ texts }: { texts: unknown }) {
  const { t } = useTranslation('panels')
  const languages = useDocument((document) => document.flow.languages)
  const language = useView((view) => view.language)
  const setLanguage = useView((view) => view.setLanguage)
  const group = useId()
  if (languages.offered.length < 2) return null
  const missing = missingLanguages(texts, languages)
  return (
    <fieldset className={classes.languages} aria-label={t('form.language')}>
      {languages.offered.map((each) => (
        <label key={each} lang={each} className={classes.language}>
          <input type="radio" className="al-hidden" name={group} checked={each === language} onChange={() => setLanguage(each)} />
          {languageName(each)}
          {each !== languages.default && <i className={classes.dot} data-state={missing.has(each) ? 'missing' : 'ok'} />}
          {missing.has(each) && <span className={classes.missing}>{t('form.missing')}</span>}
        </label>
      ))}
    </fieldset>
  )
}
