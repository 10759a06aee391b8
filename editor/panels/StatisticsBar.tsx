import { Button, Menu, Popover } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { ownLanguageName } from '#schemas/language-names.ts'
import { sentenceOf } from '../api/request.ts'
import { useDocument, useFlowEditor, useView, useWording } from '../open-flow/flow-editor.ts'
import { useWorkspace } from '../shell/session.tsx'
import { formatDays, formatNumber, formatTime } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Definition } from './statistics/Definition.tsx'
import { exportFigures } from './statistics/export-figures.ts'
import { OwnPeriod } from './statistics/OwnPeriod.tsx'
import { lastDays, periods, yesterday } from './statistics/periods.ts'
import classes from './statistics/statistics.module.css'
import { useAbout, useChannels } from './statistics/use-about.ts'
import { useStatistics } from './statistics/use-statistics.ts'
import { useShownVersion } from './versions/use-shown-version.ts'

/** Which days, version, channel and language the figures on the canvas are about. */
export function StatisticsBar() {
  const { t } = useTranslation('panels')
  const { document } = useFlowEditor()
  const wording = useWording()
  const statistics = useStatistics()
  const about = useAbout()
  const { data, error } = statistics
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('statistics.filter')}>
      <Period from={data?.from} to={data?.to} />
      <Version versions={data?.versions ?? []} />
      <Channel />
      <LanguageMenu />
      <span className={classes.grow} />
      <span className={classes.fresh} role="status">
        {error
          ? sentenceOf(error)
          : data &&
            t('statistics.started', {
              count: data.started,
              times: formatNumber(data.started),
              time: formatTime(data.updatedAt),
            })}
      </span>
      <Definition of="started" />
      <ByHourButton />
      <Button
        variant="subtle"
        size="xs"
        leftSection={<Icon name="download" size={14} />}
        disabled={!data}
        onClick={() => data && exportFigures(document.getState().flow, data, about, wording)}
      >
        {t('statistics.export')}
      </Button>
    </div>
  )
}

function ByHourButton() {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const shown = useView((view) => view.panel === 'hours')
  return (
    <Button
      variant="subtle"
      size="xs"
      leftSection={<Icon name="clock" size={14} />}
      aria-pressed={shown}
      onClick={() => look.getState().show(shown ? null : 'hours')}
    >
      {t('hours.title')}
    </Button>
  )
}

function Period({ from, to }: { from: string | undefined; to: string | undefined }) {
  const { t } = useTranslation('panels')
  const { timeZone } = useWorkspace()
  const filter = useView((view) => view.filterStatistics)
  return (
    <Popover position="bottom-start" width={260} trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" leftSection={<Icon name="calendar" size={14} />} rightSection={<Icon name="chevron-down" size={14} />}>
          <bdi>{from && to ? formatDays(from, to) : t('statistics.period')}</bdi>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.period}>
        {periods.map((days) => (
          <Fragment key={days}>
            <Button variant="subtle" justify="flex-start" fullWidth onClick={() => filter(lastDays(days, timeZone))}>
              {t('statistics.lastDays', { count: days })}
            </Button>
            {days === 1 && (
              <Button variant="subtle" justify="flex-start" fullWidth onClick={() => filter(yesterday(timeZone))}>
                {t('statistics.yesterday')}
              </Button>
            )}
          </Fragment>
        ))}
        <OwnPeriod key={`${from} ${to}`} from={from} to={to} onChange={filter} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Version({ versions }: { versions: number[] }) {
  const { t } = useTranslation('panels')
  const { version, show } = useShownVersion()
  // One that nobody met yet has no numbers, and can be looked at all the same.
  const all = version === null || versions.includes(version) ? versions : [version, ...versions]
  const items = all.map((each) => ({ value: each, label: t('versions.version', { version: each }) }))
  return (
    <Choice
      all={t('statistics.allVersions')}
      value={version ?? undefined}
      items={items}
      onChange={(next) => show(next ?? null, { replace: true })}
    />
  )
}

function Channel() {
  const { t } = useTranslation('panels')
  const channel = useView((view) => view.statisticsFilter.channel)
  const filter = useView((view) => view.filterStatistics)
  const items = useChannels().map((each) => ({ value: each.id, label: each.name }))
  return <Choice all={t('statistics.allChannels')} value={channel} items={items} onChange={(next) => filter({ channel: next })} />
}

function LanguageMenu() {
  const { t } = useTranslation('panels')
  const language = useView((view) => view.statisticsFilter.language)
  const filter = useView((view) => view.filterStatistics)
  const offered = useDocument((document) => document.flow.languages.offered)
  const items = offered.map((each) => ({ value: each, label: ownLanguageName(each) }))
  return (
    <Choice all={t('statistics.allLanguages')} value={language} items={items} onChange={(next) => filter({ language: next })} />
  )
}

interface ChoiceProps<Value> {
  all: string
  value: Value | undefined
  items: { value: Value; label: string }[]
  onChange(value: Value | undefined): void
}

function Choice<Value extends string | number>({ all, value, items, onChange }: ChoiceProps<Value>) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" rightSection={<Icon name="chevron-down" size={14} />}>
          {items.find((item) => item.value === value)?.label ?? value ?? all}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChange(undefined)}>{all}</Menu.Item>
        {items.map((item) => (
          <Menu.Item key={item.value} onClick={() => onChange(item.value)}>
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
