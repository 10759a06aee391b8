import { TroubleBanner } from './TroubleBanner.tsx'
import classes from './troubles.module.css'
import { useChannels, worstOf } from './use-channels.ts'

/** Every channel of the workspace that is out of order; nothing while all of them work. */
export function Troubles() {
  const ill = useChannels().data?.items.filter(worstOf) ?? []
  if (ill.length === 0) return null
  return (
    <div className={classes.all}>
      {ill.map((channel) => (
        <TroubleBanner key={channel.id} channel={channel} />
      ))}
    </div>
  )
}
