/** Payload on SQLite (`node payload.mjs FILE`): one document for each set of answers, through its own REST endpoints without the pages that Next.js draws. */
import { serve } from '@hono/node-server'
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { buildConfig, getPayload, handleEndpoints } from 'payload'
import { contest } from '../contestant.mjs'
import { PAYLOAD_COLLECTION } from './requests.mjs'

const anybody = () => true
const nobody = () => false
const text = (name) => ({ name, type: 'text' })
const json = (name) => ({ name, type: 'json' })

const config = await buildConfig({
  secret: 'only for this run',
  telemetry: false,
  db: sqliteAdapter({ client: { url: `file:${process.argv[2]}` }, wal: { synchronous: 'FULL' }, busyTimeout: 5_000 }),
  collections: [
    {
      slug: PAYLOAD_COLLECTION,
      // Anybody may add; nobody may read.
      access: { create: anybody, read: nobody, update: nobody, delete: nobody },
      lockDocuments: false,
      timestamps: false,
      fields: [
        // Its index refuses a second one.
        { ...text('number'), required: true, unique: true },
        ...['wave', 'instrument', 'occasion', 'arm', 'order', 'age', 'venue'].map(text),
        ...['answers', 'before', 'recalled'].map(json),
        ...['v', 'batch'].map((name) => ({ name, type: 'number' })),
      ],
    },
  ],
  logger: { options: { level: 'silent' } },
})
// Makes its tables, which it does only outside production; what is measured is production.
process.env.DISABLE_PAYLOAD_HMR = 'true'
const payload = await getPayload({ config })
process.env.NODE_ENV = 'production'

const server = serve(
  { fetch: (request) => handleEndpoints({ config, request: request.clone() }), port: 0, hostname: '127.0.0.1' },
  ({ port }) =>
    contest({
      port,
      stop: async () => {
        server.close()
        server.closeAllConnections()
        await payload.destroy()
        process.exit()
      },
    }),
)
