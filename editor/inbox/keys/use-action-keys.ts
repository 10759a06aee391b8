import { useHotkeys } from '@mantine/hooks'
import type { Standing } from '../thread/standing.ts'
import type { Actions } from '../thread/use-actions.ts'
import { inboxKeys } from './KeySheet.tsx'

/** Takes, closes and hands back by keys, also while one is writing; a key that fits nothing does nothing. */
export function useActionKeys(
  { standing, actions }: { standing: Standing; actions: Actions | undefined },
  takeOver: () => void,
): void {
  const take = () => {
    if (standing === 'theirs') takeOver()
    else if (standing === 'closed') actions?.mutate('reopen')
    else if (standing !== 'mine') actions?.mutate('take')
  }
  const close = () => (standing === 'mine' || standing === 'waiting') && actions?.mutate('close')
  const handBack = () => standing === 'mine' && actions?.mutate('hand-back')
  const unlessBusy = (act: () => unknown) => () => void (actions && !actions.isPending && act())
  useHotkeys(
    [
      [inboxKeys.take, unlessBusy(take), { usePhysicalKeys: true }],
      [inboxKeys.close, unlessBusy(close), { usePhysicalKeys: true }],
      [inboxKeys.handBack, unlessBusy(handBack), { usePhysicalKeys: true }],
    ],
    [],
  )
}
