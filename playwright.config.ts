import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/** `npm test` says which browser to use; by hand, Debian's own or else the one Playwright downloaded. */
const debian = '/usr/bin/chromium'
const executablePath = process.env.CHROME_PATH ?? (existsSync(debian) ? debian : undefined)

/** Of several `--disable-features` a browser heeds the last alone: Playwright's own names (`chromiumSwitches` in its package) stand here again. */
const unwanted = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'msForceBrowserSignIn',
  // Two pages of the browser's own behind the address bar of each window, which nobody sees here: with them a window takes nearly twice as long to open.
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
]

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // A file each: they share nothing but the built site, and every one starts a collector of its own.
  workers: 2,
  // A test that passes at the second try tells of a fault too.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  // Machines are shared: a slow second is no fault.
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? '.cache/playwright.json' }]],
  use: {
    viewport: { width: 360, height: 640 },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // No sandbox: a container's root has none to give. The rest keeps the browser from asking the network for anything.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${unwanted}`,
      ],
    },
  },
  projects: [{ name: 'chromium' }],
})
