import { Button } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FlowSummary } from '#schemas/api/flows.ts'
import { listChannels } from '../api/channels.ts'
import { keys } from '../api/keys.ts'
import { listMembers } from '../api/members.ts'
import { useWorkspace } from '../shell/session.tsx'
import { Icon } from '../ui/Icon.tsx'
import classes from './set-up-steps.module.css'

type StepName = 'channel' | 'publish' | 'team'

/** What a new workspace still needs, read from what is there; gone when nothing is left, or when hidden. */
export function SetUpSteps({ flows }: { flows: FlowSummary[] }) {
  const { t } = useTranslation('home')
  const { id } = useWorkspace()
  const [hidden, setHidden] = useLocalStorage({
    key: `alur-set-up-hidden-${id}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const channels = useQuery({ queryKey: keys.channels(id), queryFn: () => listChannels(id), enabled: !hidden })
  const members = useQuery({ queryKey: keys.members(id), queryFn: () => listMembers(id), enabled: !hidden })
  if (hidden || !channels.data || !members.data) return null

  const steps: { name: StepName; done: boolean; to?: string }[] = [
    { name: 'channel', done: channels.data.items.length > 0, to: `/w/${id}/settings/channels` },
    {
      name: 'publish',
      done: flows.some(({ liveVersion }) => liveVersion !== null),
      to: flows[0] && `/w/${id}/flows/${flows[0].id}`,
    },
    { name: 'team', done: members.data.items.length > 1, to: `/w/${id}/settings/members` },
  ]
  const left = steps.filter(({ done }) => !done)
  const next = left[0]
  if (!next) return null
  return (
    <section className={classes.card} aria-labelledby="set-up-steps">
      <div>
        <h2 id="set-up-steps" className={classes.title}>
          {t('steps.left', { count: left.length })}
        </h2>
        <p className={classes.sentence}>{t(`steps.${next.name}.why`)}</p>
      </div>
      <div className={classes.buttons}>
        <Button variant="subtle" onClick={() => setHidden(true)}>
          {t('steps.hide')}
        </Button>
        {next.to && (
          <Button component={Link} to={next.to}>
            {t(`steps.${next.name}.do`)}
          </Button>
        )}
      </div>
      <ol className={classes.steps}>
        {steps.map((step, number) => (
          <li key={step.name} data-state={step.done ? 'done' : step === next ? 'next' : 'later'}>
            <span className={classes.sign}>{step.done ? <Icon name="check" size={14} /> : number + 1}</span>
            {t(`steps.${step.name}.do`)}
            {step.done && <span className="al-hidden">{t('steps.done')}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
