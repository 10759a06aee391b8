import { notifications } from '@mantine/notifications'
import { Icon, type IconName } from './Icon.tsx'
import classes from './toast.module.css'

export interface Toast {
  text: string
  icon?: IconName
  action?: { label: string; onClick(): void }
}

/** Says that something happened elsewhere, with a way back where there is one. Never for an error at hand. */
export function toast({ text, icon = 'check', action }: Toast): void {
  const id = `toast-${Date.now()}-${text.length}`
  const act = () => {
    notifications.hide(id)
    action?.onClick()
  }
  notifications.show({
    id,
    autoClose: action ? 8000 : 4000,
    withCloseButton: false,
    withBorder: false,
    classNames: { root: classes.toast as string, body: classes.body as string },
    message: (
      <>
        <Icon name={icon} />
        <span className={classes.text}>{text}</span>
        {action && (
          <button type="button" className={classes.action} onClick={act}>
            {action.label}
          </button>
        )}
      </>
    ),
  })
}
