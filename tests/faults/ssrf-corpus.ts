/** Addresses that are not on the public internet. */
export const innerAddresses = [
  ...['127.0.0.1', '127.255.1.2', '10.0.0.1', '172.16.5.4', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200'],
  ...['0.0.0.0', '192.0.0.192', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.0.2.1'],
  ...['[::]', '[::1]', '[fe80::1]', '[fc00::1]', '[fd00:ec2::254]', '[fec0::1]', '[ff02::1]', '[100::1]', '[2001:db8::1]'],
  ...['[2001::1]', '[2002:7f00:1::]', '[64:ff9b::a00:1]', '[64:ff9b:1::1]', '[3fff::1]', '[5f00::1]', '[4000::1]'],
  // Cloud platforms answer their own machines here, one of them on an address that looks public.
  ...['168.63.129.16', '169.254.170.2', '[fd20:ce::254]', '[fd00:c1::a9fe:a9fe]', '[::ffff:168.63.129.16]'],
]

/** Names that the stub resolver sends inside; `both.example` answers with a public and a private address. */
export const namesThatLeadInside = [
  ...['metadata', 'metadata.google.internal', 'metadata.google.internal.', 'instance-data', 'metadata.tencentyun.com'],
  ...['127.0.0.1.nip.example', 'localtest.example', 'spoofed.burp.example', 'xn--lhr645fjve.example', 'rancher-metadata'],
]

/** Every URL must be refused; those that end at this machine carry the canary's port. */
export function urlsThatMustNotGoOut(port: number): string[] {
  const hosts = innerAddresses.flatMap((address) => (address.startsWith('[') ? [address] : disguises(address)))
  return [
    ...hosts.map((host) => `http://${host}:${port}/`),
    ...innerAddresses.map((address) => `https://${address}/`),
    ...[
      ...namesThatLeadInside,
      'both.example',
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      'printer.local',
      'db.internal',
      'router.home.arpa',
    ].map((name) => `http://${name}:${port}/`),
    ...['user@', 'user:password@', 'shop.example@', 'shop.example%20@', 'shop.example:80@'].flatMap((user) => [
      `http://${user}127.0.0.1:${port}/`,
      `http://${user}shop.example/`,
    ]),
    ...[
      'file:///etc/passwd',
      'gopher://127.0.0.1:70/_',
      'ftp://shop.example/',
      'dict://127.0.0.1:11211/',
      'data:text/plain,hi',
      'javascript:alert(1)',
    ],
    ...[
      'ws://shop.example/',
      'ldap://127.0.0.1/',
      'unix:/var/run/docker.sock',
      'blob:http://shop.example/1',
      'about:blank',
      'http+unix://sock/',
    ],
    ...[22, 23, 25, 53, 110, 143, 389, 445, 465, 587].map((closed) => `http://shop.example:${closed}/`),
    ...[
      '',
      ' ',
      '/',
      '//',
      'shop.example',
      'http://',
      'http:///',
      'http://[::1',
      'http://999.1.1.1/',
      'http://1.2.3.4.5/',
      'http://a b/',
      'http://shop.example:99999/',
    ],
    ...[
      `http://127.0.0.1:${port}\\@shop.example/`,
      `http://127.0.0.1:${port}#@shop.example/`,
      `http://127.0.0.1:${port}?@shop.example/`,
    ],
    ...[
      `\thttp://127.0.0.1:${port}/`,
      `http:127.0.0.1:${port}/`,
      `http:\\\\127.0.0.1:${port}/`,
      `hTtP://0:${port}/`,
      `http://①②⑦.⓪.⓪.①:${port}/`,
    ],
  ]
}

/** All the ways to write one IPv4 address that some parser somewhere takes for it. */
function disguises(address: string): string[] {
  const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number]
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  const groups = `${hex(a * 256 + b, 4)}:${hex(c * 256 + d, 4)}`
  return [
    address,
    `${address}.`,
    String(whole),
    `0x${hex(whole, 8)}`,
    `0${whole.toString(8)}`,
    [a, b, c, d].map((part) => `0x${part.toString(16)}`).join('.'),
    [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.'),
    `${a}.${(b << 16) | (c << 8) | d}`,
    `${a}.${b}.${(c << 8) | d}`,
    `0x${a.toString(16)}.0${b.toString(8)}.${(c << 8) | d}`,
    address.replaceAll('.', '。'),
    address.replaceAll('.', '%2e'),
    address.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    `[::ffff:${address}]`,
    `[::ffff:${groups}]`,
    `[0:0:0:0:0:ffff:${groups}]`,
    `[::${address}]`,
    `[::${groups}]`,
    `[::ffff:0:${groups}]`,
    `[64:ff9b::${groups}]`,
    `[2002:${groups}::]`,
  ]
}
