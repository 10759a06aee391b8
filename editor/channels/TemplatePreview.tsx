import { useTranslation } from 'react-i18next'
import { placeKey, type TemplateButton, type TemplateDraft, templateText } from '#schemas/message-template.ts'
import classes from './template-preview.module.css'

export interface TemplatePreviewProps {
  /** What the figure is called. */
  label: string
  template: Pick<TemplateDraft, 'header' | 'body' | 'footer' | 'buttons' | 'language'>
  values: Readonly<Record<string, string>>
}

/** A template as its vendor shows it: header, text, footer, and its buttons below. */
export function TemplatePreview({ label, template, values }: TemplatePreviewProps) {
  const { t } = useTranslation('channels')
  const { header, body, footer, buttons, language } = template
  const filled = (part: 'header' | 'body', text: string) =>
    templateText(part === 'header' ? { header: { kind: 'text', text }, body: '' } : { body: text }, values)
  return (
    <figure className={classes.bubble} aria-label={label} lang={language.replaceAll('_', '-')}>
      {header && (
        <p className={classes.header} dir="auto">
          {header.kind === 'text' ? filled('header', header.text) : t(`template.media.${header.kind}`)}
        </p>
      )}
      <p dir="auto">{filled('body', body)}</p>
      {footer && <small dir="auto">{footer}</small>}
      {buttons.map((button, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button is what stands at its place
        <span key={at} className={classes.button} dir="auto">
          {labelOf(button, at)}
        </span>
      ))}
    </figure>
  )

  function labelOf(button: TemplateButton, at: number): string {
    if (button.kind !== 'code') return button.label
    return t('template.copy', { code: values[placeKey({ in: 'button', button: at })] ?? '' })
  }
}
