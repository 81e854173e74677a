import { expect, test } from 'vitest'
import { readWrk } from './wrk-output.ts'

const PRINTED = `Running 3s test @ http://127.0.0.1:1/
  1 threads and 256 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     8.02ms    2.10ms  41.20ms   80.00%
    Req/Sec    31.90k     1.20k   33.10k    70.00%
  Latency Distribution
     50%  900.00us
     75%    8.50ms
     90%    9.90ms
     99%    1.20s 
  95700 requests in 3.00s, 80.10MB read
Requests/sec:  31883.02
Transfer/sec:     26.70MB
`

test('counts, rate and times are read in one unit', () => {
  expect(readWrk(PRINTED)).toEqual({ answered: 95_700, refused: 0, rate: 31_883.02, p50: 0.9, p99: 1200 })
  const refused = PRINTED.replace('Requests/sec', '  Non-2xx or 3xx responses: 12\nRequests/sec')
  expect(readWrk(refused).refused).toBe(12)
})

test('a run whose connections broke, or that told no rate, tells nothing', () => {
  const broken = PRINTED.replace('Requests/sec', '  Socket errors: connect 0, read 3, write 0, timeout 0\nRequests/sec')
  expect(() => readWrk(broken)).toThrow('wrk’s connections broke: connect 0, read 3')
  expect(readWrk(broken.replace('read 3, write 0, timeout 0', 'read 0, write 0, timeout 3')).refused).toBe(0)
  expect(() => readWrk('unable to connect')).toThrow('wrk has told no')
})
