import { ActionIcon, Button, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { pathTo } from '#schemas/json-pointer.ts'
import type { SegmentRule } from '#schemas/segment.ts'
import { formatNumber } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { type Group, groupOf, isGroup, joinsOf, lineOf, linesOf, testAbout, withNot } from './rules.ts'
import classes from './segments.module.css'
import { TestFields } from './TestFields.tsx'
import type { Shop } from './use-shop.ts'

/** How many a line leaves, by its path. */
export interface Counts {
  of: number | undefined
  about: boolean
  at: ReadonlyMap<string, number>
}

interface RuleLinesProps {
  group: Group
  path: string
  depth: number
  shop: Shop
  counts: Counts
  onChange(group: Group): void
  disabled: boolean
}

/** The lines of a group, each with how many it leaves; groups within it are drawn the same way. */
export function RuleLines({ group, path, depth, shop, counts, onChange, disabled }: RuleLinesProps) {
  const { t } = useTranslation('segments')
  const joins = joinsOf(group)
  const lines = linesOf(group)
  const change = (at: number, rule?: SegmentRule) =>
    onChange(groupOf(joins, rule ? lines.with(at, rule) : lines.filter((_, n) => n !== at)))
  const add = (rule: SegmentRule) => onChange(groupOf(joins, [...lines, rule]))
  const fresh = () => testAbout('last-event', shop)
  return (
    <>
      <ol className={classes.lines} data-depth={depth}>
        {lines.map((line, n) => {
          const { not, rule } = lineOf(line)
          const at = pathTo(pathTo(path, joins), n)
          const inner = not ? pathTo(at, 'not') : at
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no id of its own
            <li key={n} className={classes.line}>
              <div className={classes.head}>
                <Select
                  className={classes.joins}
                  data-not={not || undefined}
                  aria-label={t('joinedBy')}
                  data={[
                    { value: 'so', label: n === 0 ? t('is') : t(joins === 'all' ? 'and' : 'or') },
                    { value: 'not', label: n === 0 ? t('not') : t(joins === 'all' ? 'andNot' : 'orNot') },
                  ]}
                  value={not ? 'not' : 'so'}
                  onChange={(next) => change(n, withNot(next === 'not', rule))}
                  allowDeselect={false}
                  readOnly={disabled}
                />
                {isGroup(rule) ? (
                  <div className={classes.test}>
                    <Select
                      aria-label={t('group.label')}
                      data={(['any', 'all'] as const).map((value) => ({ value, label: t(`group.${value}`) }))}
                      value={joinsOf(rule)}
                      onChange={(next) => next && change(n, withNot(not, groupOf(next as 'all' | 'any', linesOf(rule))))}
                      allowDeselect={false}
                      readOnly={disabled}
                    />
                    <span>{t('group.of')}</span>
                  </div>
                ) : (
                  <TestFields test={rule} shop={shop} onChange={(test) => change(n, withNot(not, test))} disabled={disabled} />
                )}
                <Count counts={counts} path={at} first={depth === 0 && n === 0} leaves={depth === 0 && joins === 'all'} />
                {!disabled && (
                  <ActionIcon aria-label={t('removeLine')} onClick={() => change(n)}>
                    <Icon name="x" />
                  </ActionIcon>
                )}
              </div>
              {isGroup(rule) && (
                <div className={classes.inner}>
                  <RuleLines
                    group={rule}
                    path={inner}
                    depth={depth + 1}
                    shop={shop}
                    counts={counts}
                    onChange={(next) => change(n, linesOf(next).length > 0 ? withNot(not, next) : undefined)}
                    disabled={disabled}
                  />
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {!disabled && (
        <div className={classes.adds}>
          <Button size="compact-sm" leftSection={<Icon name="plus" />} onClick={() => add(fresh())}>
            {t('addLine')}
          </Button>
          {depth < 3 && (
            <Button size="compact-sm" variant="subtle" leftSection={<Icon name="plus" />} onClick={() => add({ any: [fresh()] })}>
              {t('addGroup')}
            </Button>
          )}
          {depth === 0 && <span className={classes.quiet}>{t('days')}</span>}
        </div>
      )}
    </>
  )
}

function Count({ counts, path, first, leaves }: { counts: Counts; path: string; first: boolean; leaves: boolean }) {
  const { t } = useTranslation('segments')
  const known = counts.at.get(path)
  if (known === undefined) return <span className={classes.count} />
  const n = counts.about ? t('about', { n: formatNumber(known) }) : formatNumber(known)
  const said = !leaves
    ? n
    : first && counts.of !== undefined
      ? t('leavesOf', { n, of: formatNumber(counts.of) })
      : t('leaves', { n })
  return <span className={classes.count}>{said}</span>
}
