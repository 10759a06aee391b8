import { useTranslation } from 'react-i18next'
import type { ImportState } from '#schemas/api/imports.ts'
import { Tag, type TagProps } from '../../ui/Tag.tsx'

const looks: Record<ImportState, Pick<TagProps, 'tone' | 'icon'>> = {
  read: {},
  checking: { tone: 'river' },
  checked: {},
  running: { tone: 'river' },
  done: { tone: 'ok', icon: 'check' },
  cancelled: {},
  failed: { tone: 'danger', icon: 'alert-triangle' },
  undoing: { tone: 'river' },
  undone: { icon: 'arrow-back-up' },
}

export function ImportStateTag({ state }: { state: ImportState }) {
  const { t } = useTranslation('imports')
  return <Tag {...looks[state]}>{t(`states.${state}`)}</Tag>
}
