import { hash, verify } from '@node-rs/argon2'

/** Argon2id with OWASP's first choice: 19 MiB, two passes, one lane. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'))

/** Without a hash it works just as long and says no: an unknown e-mail takes the time of a wrong password. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  const right = await verify(passwordHash ?? (await nobodys()), password.normalize('NFKC'))
  return right && passwordHash !== undefined
}

let made: Promise<string> | undefined
const nobodys = (): Promise<string> => {
  made ??= hash('nobody has this password')
  return made
}
