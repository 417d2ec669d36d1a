// What the installers are. The ids, names and folders here are for ever: what a till has stored hangs on them.
import { fileURLToPath } from 'node:url';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const { env } = process;

/** Every switch that Electron has, so that a new one has to be thought about (docs/desktop.md). */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  resetAdHocDarwinSignature: true,
};

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'app.galley.till',
  productName: 'Galley',
  copyright: 'AGPL-3.0-or-later',
  electronVersion: '45.4.1',
  directories: {
    app: at('dist-app'),
    output: env['GALLEY_DIST_OUT'] ?? at('../release'),
    buildResources: at('build'),
  },
  files: ['**/*'],
  asar: true,
  npmRebuild: false,
  // Fuses are bits of the real program: a test's stand-in has none.
  electronFuses: env['GALLEY_STAND_IN'] === undefined ? fuses : null,
  // Electron's own languages: English and Bangla.
  electronLanguages: ['en', 'en-US', 'bn'],
  publish: [
    {
      provider: 'generic',
      url: env['GALLEY_UPDATE_URL'] ?? 'http://localhost:8080/download/feed/none',
      useMultipleRangeRequest: false,
    },
  ],
  win: {
    icon: at('build/icon.ico'),
    target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
    artifactName: 'galley-${version}-windows-${arch}.${ext}',
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: false,
    // What a till has sold is not the installer's to delete.
    deleteAppDataOnUninstall: false,
    differentialPackage: true,
    buildUniversalInstaller: false,
  },
  mac: {
    icon: at('build/icon.icns'),
    category: 'public.app-category.business',
    minimumSystemVersion: '13.0',
    hardenedRuntime: true,
    target: [
      { target: 'dmg', arch: ['universal'] },
      { target: 'zip', arch: ['universal'] },
    ],
    artifactName: 'galley-${version}-macos-${arch}.${ext}',
  },
  linux: {
    icon: at('build/icon.png'),
    category: 'Office',
    executableName: 'galley',
    maintainer: 'Galley <hello@galley.example>',
    synopsis: 'A till that keeps selling when the network does not',
    target: [
      { target: 'AppImage', arch: ['x64', 'arm64'] },
      { target: 'deb', arch: ['x64'] },
      { target: 'rpm', arch: ['x64'] },
    ],
    artifactName: 'galley-${version}-linux-${arch}.${ext}',
  },
  // Debian writes amd64 and rpm x86_64 into names unless it is told otherwise.
  deb: { artifactName: 'galley-${version}-linux-x64.deb' },
  rpm: { artifactName: 'galley-${version}-linux-x64.rpm' },
  appImage: { artifactName: 'galley-${version}-linux-${arch}.${ext}' },
};
