import { describe, expect, it } from 'vitest'
import { readConfig } from '#server/config.ts'

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({ PATH: '/bin' })).toEqual({
      port: 3000,
      dataFolder: './data',
      trustedProxies: ['loopback'],
      allowPrivate: [],
      logLevel: 'info',
      checkReplies: false,
    })
  })

  it('takes every variable', () => {
    const secretKey = 'k'.repeat(32)
    const env = {
      PORT: '8080',
      HOST: '0.0.0.0',
      ALUR_DATA: '/var/lib/alur',
      MONGODB_URI: 'mongodb://db/alur',
      ALUR_SECRET_KEY: secretKey,
      ALUR_METRICS_TOKEN: 'a-token-for-prometheus',
      PUBLIC_URL: 'https://chat.shop.example/',
      ALUR_OWNER_EMAIL: 'ada@shop.example',
      ALUR_OWNER_PASSWORD: ' spaces are part of it ',
      TRUSTED_PROXIES: 'loopback, private, 203.0.113.0/24',
      ALUR_ALLOW_PRIVATE: 'crm.corp:8080, 10.0.0.0/8,[fd00::1]:8080 , fd00::2',
      ALUR_SECRETS: 'lost',
      ALUR_TIMERS: 'parked',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'test',
    }
    expect(readConfig(env)).toEqual({
      port: 8080,
      host: '0.0.0.0',
      dataFolder: '/var/lib/alur',
      mongodbUri: 'mongodb://db/alur',
      secretKey,
      metricsToken: 'a-token-for-prometheus',
      publicUrl: 'https://chat.shop.example',
      owner: { email: 'ada@shop.example', password: ' spaces are part of it ' },
      trustedProxies: ['loopback', 'linklocal', 'uniquelocal', '203.0.113.0/24'],
      allowPrivate: ['crm.corp:8080', '10.0.0.0/8', '[fd00::1]:8080', 'fd00::2'],
      secretsLost: true,
      timersParked: true,
      logLevel: 'warn',
      checkReplies: true,
    })
  })

  it('takes an empty variable for none, but not where it says where the data is: a new, empty server would start elsewhere', () => {
    expect(readConfig({ PORT: '', HOST: ' ', PUBLIC_URL: '', ALUR_SECRET_KEY: '' })).toEqual(readConfig({}))
    for (const name of ['MONGODB_URI', 'ALUR_DATA'])
      for (const empty of ['', ' '])
        expect(() => readConfig({ [name]: empty })).toThrow(`${name} is empty: give it a value, or take the variable away.`)
  })

  const wrong: [Record<string, string>, string][] = [
    [{ ALUR_SECRETKEY: 'x' }, 'ALUR_SECRETKEY is not a variable of Alur'],
    [{ ALUR_SECRETS: 'found' }, 'ALUR_SECRETS can only be lost, or left out; not "found".'],
    [{ ALUR_TIMERS: 'off' }, 'ALUR_TIMERS can only be parked, or left out; not "off".'],
    [{ PORT: 'http' }, 'PORT must be a number from 0 to 65535, not "http".'],
    [{ PORT: '65536' }, 'PORT must be a number'],
    [{ PORT: '-1' }, 'PORT must be a number'],
    [
      { HOST: 'http://shop.example' },
      'HOST must be an address or a name of this machine, such as 0.0.0.0, not "http://shop.example".',
    ],
    [{ HOST: '0.0.0.0:3000' }, 'HOST must be an address or a name'],
    [{ ALUR_DATA: 'mongodb://db/alur' }, 'ALUR_DATA must be a folder; the address of a database is MONGODB_URI.'],
    [{ MONGODB_URI: 'postgres://db' }, 'MONGODB_URI must start with mongodb:// or mongodb+srv://.'],
    [{ MONGODB_URI: 'mongodb://db/alur' }, 'ALUR_SECRET_KEY is required with MONGODB_URI'],
    [{ ALUR_METRICS_TOKEN: 'short' }, 'ALUR_METRICS_TOKEN must have at least 16 characters'],
    [{ ALUR_SECRET_KEY: 'short' }, 'ALUR_SECRET_KEY must have at least 32 characters.'],
    [{ PUBLIC_URL: 'chat.shop.example' }, 'PUBLIC_URL must be an address without a path'],
    [{ PUBLIC_URL: 'https://shop.example/chat' }, 'PUBLIC_URL must be an address without a path'],
    [{ PUBLIC_URL: 'ftp://shop.example' }, 'PUBLIC_URL must be an address without a path'],
    [{ TRUSTED_PROXIES: 'everybody' }, 'TRUSTED_PROXIES must be a list of addresses, networks or loopback, private, none'],
    ...[
      'http://crm.corp',
      'crm.corp/api',
      '10.0.0.0/99',
      '*.corp',
      'crm corp',
      'crm.corp:http',
      'crm.corp:99999',
      'me@crm.corp',
    ].map((entry): [Record<string, string>, string] => [
      { ALUR_ALLOW_PRIVATE: `10.0.0.0/8, ${entry}` },
      `ALUR_ALLOW_PRIVATE must be a list of hosts and networks, such as "crm.corp:8080, 10.0.0.0/8"; "${entry}" is neither.`,
    ]),
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud".'],
    [{ ALUR_OWNER_EMAIL: 'ada@shop.example' }, 'ALUR_OWNER_PASSWORD is required with ALUR_OWNER_EMAIL.'],
    [{ ALUR_OWNER_PASSWORD: 'correct horse battery' }, 'ALUR_OWNER_EMAIL is required with ALUR_OWNER_PASSWORD.'],
    [{ ALUR_OWNER_EMAIL: 'ada', ALUR_OWNER_PASSWORD: 'correct horse battery' }, 'ALUR_OWNER_EMAIL is not an e-mail address'],
    [{ ALUR_OWNER_EMAIL: 'ada@shop.example', ALUR_OWNER_PASSWORD: 'short' }, 'ALUR_OWNER_PASSWORD must have at least 12'],
  ]
  it.each(wrong)('stops at %j with a sentence that names it', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence)
  })

  it('never repeats a secret in its sentence', () => {
    expect(() => readConfig({ ALUR_SECRET_KEY: 'hunter2' })).toThrow(/^((?!hunter2).)*$/)
    expect(() => readConfig({ MONGODB_URI: 'http://user:hunter2@db' })).toThrow(/^((?!hunter2).)*$/)
  })
})
