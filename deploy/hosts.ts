/**
 * The site's headers in the words of the hosts that may serve it: a `_headers` file (Netlify, Cloudflare Pages and others), nginx, Caddy.
 * All from `src/collector/headers.ts`. `npm run hosts` writes the files; a test runs nginx and Caddy with them and compares with the collector.
 */
import { CACHE_CONTROL, EXCEPTIONS, MEDIA_TYPES, SECURITY_HEADERS } from '../src/collector/headers.ts'

/** `x-frame-options` as people write it: X-Frame-Options. */
const spelled = (name: string) => name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase())

/** Headers whose value hangs on the address; the rest are the same everywhere. */
const varying = [...new Set(EXCEPTIONS.map(({ header }) => header))]
const fixed = Object.entries(SECURITY_HEADERS).filter(([name]) => !varying.includes(name))
const usual = (header: string): string => SECURITY_HEADERS[header] ?? CACHE_CONTROL
const exceptionsOf = (header: string) => EXCEPTIONS.filter((exception) => exception.header === header)

const MADE = 'Made by `npm run hosts` from src/collector/headers.ts: change it there.'

/** For static hosts that read `_headers`: a path, and its headers below it. */
export function headersFile(): string {
  const lines = [`# ${MADE}`, '/*']
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) lines.push(`  ${spelled(name)}: ${value}`)
  for (const { path, header, value, why } of EXCEPTIONS) {
    lines.push(`# ${why}`, `${path}*`)
    // The line with "!" takes away what "/*" gave (Cloudflare); hosts that let the closer rule win do not need it.
    if (header in SECURITY_HEADERS) lines.push(`  ! ${spelled(header)}`)
    lines.push(`  ${spelled(header)}: ${value}`)
  }
  return `${lines.join('\n')}\n`
}

const quoted = (value: string) => `"${value.replaceAll('"', '\\"')}"`

/**
 * For nginx 1.22 and later: a server that reads the built site from a folder and hands `/api/` to the collector. What differs by address is a `map`:
 * an `add_header` in a nested block would drop all those around it.
 */
export function nginxSite(): string {
  const variable = (header: string) => `$eso_${header.replaceAll('-', '_')}`
  const maps = varying.map((header) => {
    const rules = exceptionsOf(header).map(({ path, value }) => `    ~^${path} ${quoted(value)};`)
    return [`map $eso_asked ${variable(header)} {`, `    default ${quoted(usual(header))};`, ...rules, '}'].join('\n')
  })
  const headers = [
    ...fixed.map(([name, value]) => `add_header ${spelled(name)} ${quoted(value)} always;`),
    ...varying.map((header) => `add_header ${spelled(header)} ${variable(header)} always;`),
  ]
  const types = Object.entries(MEDIA_TYPES).map(([ending, type]) => `        ${quoted(type)} ${ending};`)
  const files = (indent: string) => headers.map((line) => `${indent}${line}`).join('\n')
  return `# ${MADE}
# Put it in /etc/nginx/conf.d/, and set server_name, root, the certificate's lines and the collector's address.
# The address that was asked for, before nginx looks for its index file.
map $request_uri $eso_asked {
    ~^(?<eso_path>[^?]*) $eso_path;
}
${maps.join('\n')}

server {
    listen 80;
    server_name _;
    root /srv/eso-es-cuento/dist;

    # No address of a visitor is written down anywhere.
    access_log off;
    error_log /dev/null crit;
    server_tokens off;

    types {
${types.join('\n')}
    }
    default_type application/octet-stream;
    index index.html;
    # /buscar is /buscar/, on whatever name and port the site was asked for.
    absolute_redirect off;

    # The twins beside each file. Brotli needs Debian's libnginx-mod-http-brotli-static; without it take its line out.
    brotli_static on;
    gzip_static on;
    gzip_vary on;
    # Nothing here is worth a part of itself: whoever asks for a range gets the whole.
    max_ranges 0;

    location / {
${files('        ')}
        try_files $uri $uri/ =404;
        error_page 404 /404.html;
    }
    location /en/ {
${files('        ')}
        try_files $uri $uri/ =404;
        error_page 404 /en/404/index.html;
    }
    # The collector says its own headers.
    location /api/ {
        proxy_pass http://127.0.0.1:4321;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $host;
        # Whose bucket a write is taken from (TRUSTED_PROXIES of the collector): who is connected, whatever she says of herself. It is written down nowhere.
        proxy_set_header X-Forwarded-For $remote_addr;
        client_max_body_size 4k;
    }
}
`
}

/**
 * For Caddy 2.6 and later: the same. Caddy keeps no access log unless it is told to; what goes wrong with a request (no collector, a bad certificate's handshake) it
 * would write down with the visitor's address, so that part of its log is left out. Name and collector come from the environment, with defaults.
 */
export function caddyFile(): string {
  const placeholder = (header: string) => `{eso_${header.replaceAll('-', '_')}}`
  const maps = varying.map((header) => {
    const rules = exceptionsOf(header).map(({ path, value }) => `\t\t~^${path} ${quoted(value)}`)
    return [
      `\tmap {http.request.orig_uri.path} ${placeholder(header)} {`,
      ...rules,
      `\t\tdefault ${quoted(usual(header))}`,
      '\t}',
    ].join('\n')
  })
  const types = Object.entries(MEDIA_TYPES).map(
    ([ending, type]) => `\t\t@${ending} path *.${ending}\n\t\theader @${ending} Content-Type ${quoted(type)}`,
  )
  const headers = [
    '\t\theader {',
    ...fixed.map(([name, value]) => `\t\t\t${spelled(name)} ${quoted(value)}`),
    ...varying.map((header) => `\t\t\t${spelled(header)} ${placeholder(header)}`),
    '\t\t\t-Server',
    // Nothing here is worth a part of itself: whoever asks for a range gets the whole.
    '\t\t\t-Accept-Ranges',
    '\t\t}',
  ].join('\n')
  return `# ${MADE}
# SITE_ADDRESS: the name of the site (Caddy then fetches its certificate). COLLECTOR: the collector's address. The folder stands below.
{
\tadmin off
\t# No address of a visitor is written down anywhere.
\tlog default {
\t\texclude http
\t}
}

{$SITE_ADDRESS::80} {
\troot * /srv/eso-es-cuento/dist
${maps.join('\n')}

\t# The collector says its own headers.
\thandle /api/* {
\t\t# Whose bucket a write is taken from (TRUSTED_PROXIES of the collector): who is connected, whatever she says of herself. It is written down nowhere.
\t\treverse_proxy {$COLLECTOR:127.0.0.1:4321} {
\t\t\theader_up X-Forwarded-For {remote_host}
\t\t}
\t}
\thandle {
${headers}
${types.join('\n')}
\t\trequest_header -Range
\t\tfile_server {
\t\t\tprecompressed br gzip
\t\t}
\t}
\thandle_errors {
${headers}
\t\t@english path /en/*
\t\trewrite @english /en/404/index.html
\t\t@others not path /en/*
\t\trewrite @others /404.html
\t\tfile_server
\t}
}
`
}

/** Each file with its place in the project. */
export const hostFiles: Readonly<Record<string, () => string>> = {
  'public/_headers': headersFile,
  'deploy/nginx/eso-es-cuento.conf': nginxSite,
  'deploy/caddy/Caddyfile': caddyFile,
}
