import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WaitConfig } from '#nodes/wait/schema.ts'
import { AsksFirst, TryBar } from './TryBar.tsx'
import type { Trying } from './use-try.ts'

/** While the draft waits for something that happens outside: lets it happen, with the values that the node keeps. */
export function SignalBar({ trying: { view, flow, busy, signal } }: { trying: Trying }) {
  const { t } = useTranslation('panels')
  const [values, setValues] = useState<Record<string, string>>({})
  const name = view?.at?.signal
  if (!view || name === undefined) return null
  const config = flow?.nodes.find(({ id }) => id === view.at?.nodeId)?.data.config as WaitConfig | undefined
  const keep = config?.keep ?? []
  const send = () => signal(name, Object.fromEntries(keep.flatMap((key) => (values[key] ? [[key, values[key]]] : []))))
  return (
    <TryBar icon="plug-connected" words={<span>{t('try.waitsForSignal', { name })}</span>}>
      {keep.length === 0 ? (
        <Button size="xs" onClick={send} disabled={busy}>
          {t('try.signal')}
        </Button>
      ) : (
        <AsksFirst
          width={240}
          onSubmit={send}
          button={(toggle) => (
            <Button size="xs" onClick={toggle} disabled={busy}>
              {t('try.signalWith')}
            </Button>
          )}
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
        </AsksFirst>
      )}
    </TryBar>
  )
}
