import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'

/**
 * Until a server has an owner it is set up under a name that means this machine, or under its public address, and under no other: a
 * page whose name was made to lead here (DNS rebinding) is of the same origin as we are. Only `Host` counts; such a page can set any
 * other header.
 */
export function refuseOtherHosts({ publicUrl }: Pick<Config, 'publicUrl'>, host: string | undefined): void {
  if (host === undefined || !URL.canParse(`http://${host}`)) throw new AppError('wrong-host')
  if (publicUrl && new URL(publicUrl).host === host.toLowerCase()) return
  const { hostname } = new URL(`http://${host}`)
  if (!/^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) throw new AppError('wrong-host')
}
