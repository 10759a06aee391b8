import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WaitConfig } from '#nodes/wait/schema.ts'
import { Icon } from '../../ui/Icon.tsx'
import classes from './try.module.css'
import type { Trying } from './use-try.ts'

/** While the draft waits for something that happens outside: lets it happen, with the values that the node keeps. */
export function SignalBar({ trying: { view, flow, busy, signal } }: { trying: Trying }) {
  const { t } = useTranslation('panels')
  const [open, setOpen] = useState(false)
  const [values, setValues] = useState<Record<string, string>>({})
  const name = view?.at?.signal
  if (!view || name === undefined) return null
  const config = flow?.nodes.find(({ id }) => id === view.at?.nodeId)?.data.config as WaitConfig | undefined
  const keep = config?.keep ?? []
  const send = () => {
    setOpen(false)
    signal(name, Object.fromEntries(keep.flatMap((key) => (values[key] ? [[key, values[key]]] : []))))
  }
  return (
    <div className={classes.clock}>
      <Icon name="plug-connected" />
      <span>{t('try.waitsForSignal', { name })}</span>
      <span className={classes.grow} />
      {keep.length === 0 ? (
        <Button size="xs" onClick={send} disabled={busy}>
          {t('try.signal')}
        </Button>
      ) : (
        <Popover opened={open} onChange={setOpen} position="bottom-end" width={240} trapFocus returnFocus>
          <Popover.Target>
            <Button size="xs" onClick={() => setOpen(!open)} disabled={busy}>
              {t('try.signalWith')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <form
              className={classes.ownTime}
              onSubmit={(event) => {
                event.preventDefault()
                send()
              }}
            >
              {keep.map((key) => (
                <TextInput
                  key={key}
                  label={key}
                  value={values[key] ?? ''}
                  onChange={(event) => setValues({ ...values, [key]: event.currentTarget.value })}
                  maxLength={200}
                  dir="auto"
                />
              ))}
              <Button type="submit" disabled={busy}>
                {t('try.signal')}
              </Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  )
}
