/** Parse Server on PostgreSQL (`node parse.mjs DATABASE`): one object for each set of answers, kept before the answer is sent. */
import express from 'express'
import { ParseServer } from 'parse-server'
import { contest } from '../contestant.mjs'
import { PARSE_APPLICATION, PARSE_CLASS } from './requests.mjs'

/** As an operator has it who wants speed: no log, and twice as many connections as it opens by itself. */
const parse = new ParseServer({
  appId: PARSE_APPLICATION,
  masterKey: 'only for this run',
  maintenanceKey: 'only for this run too',
  databaseURI: `${process.argv[2]}${process.argv[2].includes('?') ? '&' : '?'}poolSize=20`,
  serverURL: 'http://127.0.0.1/parse',
  // The one-time number is the object's own id: its primary key refuses a second one, in the same transaction. Its request ids take a transaction of their own.
  allowCustomObjectId: true,
  logsFolder: null,
  logLevel: 'error',
  silent: true,
  schema: {
    lockSchemas: true,
    definitions: [
      {
        className: PARSE_CLASS,
        fields: {
          ...Object.fromEntries(
            ['wave', 'instrument', 'occasion', 'arm', 'order', 'age', 'venue'].map((name) => [name, { type: 'String' }]),
          ),
          ...Object.fromEntries(['answers', 'before', 'recalled'].map((name) => [name, { type: 'Object' }])),
          v: { type: 'Number' },
          batch: { type: 'Number' },
        },
        // Anybody may add; nobody may read.
        classLevelPermissions: { create: { '*': true }, find: {}, get: {}, count: {}, update: {}, delete: {}, addField: {} },
      },
    ],
  },
})
await parse.start()
const app = express()
app.use('/parse', parse.app)
const server = app.listen(0, '127.0.0.1', () => {
  contest({
    port: server.address().port,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await parse.config?.databaseController?.adapter?.handleShutdown?.()
      process.exit()
    },
  })
})
