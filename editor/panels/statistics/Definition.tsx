import { useTranslation } from 'react-i18next'
import { definitions } from '#runtime/metrics/definitions.ts'
import { DefinitionButton } from '../../ui/DefinitionButton.tsx'
import classes from './statistics.module.css'

export type Defined = keyof typeof definitions

/** How a figure is counted, behind a small button: the same words that the API, the export and the tests read. */
export function Definition({ of }: { of: Defined }) {
  return (
    <DefinitionButton of={definitions[of].name}>
      <DefinitionText of={of} />
    </DefinitionButton>
  )
}

export function DefinitionText({ of }: { of: Defined }) {
  const { t } = useTranslation('panels')
  const { name, formula, population, exclusions } = definitions[of]
  return (
    <div className={classes.definition}>
      <strong>{name}</strong>
      <p>{formula}</p>
      <p>
        <em>{t('statistics.counted')}</em> {population}
      </p>
      <p>
        <em>{t('statistics.notCounted')}</em> {exclusions}
      </p>
    </div>
  )
}
