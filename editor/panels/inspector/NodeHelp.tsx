import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { PanelNote } from '../Panel.tsx'
import classes from './inspector.module.css'

const readmes = import.meta.glob<string>('../../../nodes/*/README.md', { query: '?raw', import: 'default' })

/** The page that every node type brings along, fetched when it is asked for. */
export function NodeHelp({ type }: { type: string }) {
  const { t } = useTranslation('panels')
  const page = useQuery({ queryKey: ['help', type], queryFn: () => loadPage(type), staleTime: Number.POSITIVE_INFINITY })
  if (page.isError) return <ErrorState error={page.error} onRetry={() => void page.refetch()} />
  if (!page.data) return <SkeletonRows rows={3} />
  const { Markdown, text } = page.data
  return (
    <article className={classes.help} lang="en">
      {text ? <Markdown>{text}</Markdown> : <PanelNote>{t('inspector.noHelp')}</PanelNote>}
    </article>
  )
}

async function loadPage(type: string) {
  const [{ default: Markdown }, text] = await Promise.all([
    import('react-markdown'),
    readmes[`../../../nodes/${type}/README.md`]?.() ?? Promise.resolve(''),
  ])
  return { Markdown, text: text.replace(/^# .*\n+/, '') }
}
