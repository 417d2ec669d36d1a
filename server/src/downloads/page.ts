import { type Artefact, type Platform, platforms } from '@galley/shared/domain/release.ts';
import type { Offered } from './catalogue.ts';
import { machineOf } from './machine.ts';
import { style } from './style.ts';
import { type Words, wordsOf } from './words.ts';

const systemNames: Readonly<Record<Platform, string>> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
};
/** What most people of a system want comes first. */
const kindOrder: readonly Artefact['kind'][] = ['nsis', 'dmg', 'deb', 'rpm', 'appImage', 'zip'];

export type Visitor = { readonly agent: string; readonly language: string; readonly origin: string };

/** The page for people: the file for their machine first, then everything else. It needs no script and nobody else's server. */
export function downloadPage(offered: readonly Offered[], visitor: Visitor): string {
  const { code, words } = wordsOf(visitor.language);
  const { platform, hint } = machineOf(visitor.agent);
  const release = offered.find(({ manifest, files }) => manifest.channel === 'stable' && files.length > 0);
  const parts = release
    ? [
        main(release, platform, code, words),
        browser(hint, words),
        others(release, words),
        details(release, platform, code, words),
      ]
    : [
        `<section class="card"><h2>${text(words.none)}</h2><p>${text(words.noneText)}</p></section>`,
        browser(hint, words),
      ];
  return `<!doctype html>
<html lang="${code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(words.title)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${style}</style>
</head>
<body>
<header><img src="/icon.svg" alt="" width="40" height="40"><strong>Galley</strong><a href="?lang=${code === 'en' ? 'bn' : 'en'}" lang="${code === 'en' ? 'bn' : 'en'}">${text(words.other)}</a></header>
<main>
<h1>${text(words.title)}</h1>
<p class="lead">${text(words.lead)}</p>
${parts.join('\n')}
<p class="address">${text(words.address(visitor.origin))}</p>
</main>
</body>
</html>
`;
}

function main({ manifest, files }: Offered, platform: Platform | null, code: string, words: Words): string {
  const artefacts = sorted(files.map(({ artefact }) => artefact)).filter(
    (each) => each.platform === platform,
  );
  const [first, ...more] = artefacts;
  if (!first || platform === null) return '';
  const path = `/download/files/${manifest.channel}/${manifest.version}`;
  const date = new Intl.DateTimeFormat(code, { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(manifest.releasedAt),
  );
  return `<section class="card first">
<a class="get" href="${path}/${first.name}">${text(words.get(systemNames[platform]))}<small>${text(describe(first, words))}</small></a>
<p>${text(words.version(manifest.version, date))}</p>
${more.map((each) => `<a href="${path}/${each.name}">${text(describe(each, words))}</a>`).join('')}
</section>`;
}

function browser(hint: keyof Words['hints'], words: Words): string {
  return `<section class="card">
<h2>${text(words.browserTitle)}</h2>
<p>${text(words.browserText)}</p>
<p class="apps"><a class="open" href="/till">${text(words.openTill)}</a><a href="/kitchen">${text(words.openKitchen)}</a><a href="/office">${text(words.openOffice)}</a></p>
<p class="hint">${text(words.installHint)} ${text(words.hints[hint])}</p>
</section>`;
}

function others({ manifest, files }: Offered, words: Words): string {
  const path = `/download/files/${manifest.channel}/${manifest.version}`;
  const lists = platforms.map((platform) => {
    const own = sorted(files.map(({ artefact }) => artefact)).filter((each) => each.platform === platform);
    if (own.length === 0) return '';
    const items = own.map(
      (each) =>
        `<li><a href="${path}/${each.name}">${text(words.kinds[each.kind])}<small>${text(sizeOf(each))}</small></a></li>`,
    );
    return `<div><h3>${systemNames[platform]}</h3><ul>${items.join('')}</ul></div>`;
  });
  return `<section class="card"><h2>${text(words.allTitle)}</h2><div class="systems">${lists.join('')}</div></section>`;
}

function details(release: Offered, platform: Platform | null, code: 'en' | 'bn', words: Words): string {
  const { manifest, files, beside, signedBy } = release;
  const path = `/download/files/${manifest.channel}/${manifest.version}`;
  const steps = words.steps[platform ?? 'windows'].map((step) => `<li>${text(step)}</li>`).join('');
  const all = sorted(files.map(({ artefact }) => artefact));
  const sumsOf = (artefacts: readonly Artefact[]) =>
    artefacts.map(({ name, sha512 }) => `<dt>${text(name)}</dt><dd><code>${sha512}</code></dd>`).join('');
  const own = all.filter((each) => each.platform === platform).slice(0, 1);
  const rest = all.filter((each) => !own.includes(each));
  const notes = manifest.notes[code] || manifest.notes.en;
  const extra = beside.has('sbom.cdx.json')
    ? ` · <a href="${path}/sbom.cdx.json">${text(words.parts)}</a>`
    : '';
  return `<section class="card"><h2>${text(words.stepsTitle)}</h2><ol>${steps}</ol></section>
${notes && `<section class="card"><h2>${text(words.notesTitle)}</h2><p class="notes">${text(notes)}</p></section>`}
<section class="card"><h2>${text(words.checkTitle)}</h2><p>${text(words.checkText)}</p><dl>${sumsOf(own)}</dl>
<details><summary>${text(words.allTitle)}</summary><dl>${sumsOf(rest)}</dl></details>
<p>${text(words.signedBy(signedBy.join(', ')))}</p>
<p class="links"><a href="${path}/release.json">${text(words.manifest)}</a>${extra}</p></section>`;
}

function sorted(artefacts: readonly Artefact[]): Artefact[] {
  return artefacts.toSorted(
    (a, b) =>
      kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
      a.architecture.localeCompare(b.architecture) * -1,
  );
}

function describe(artefact: Artefact, words: Words): string {
  return `${words.kinds[artefact.kind]} · ${sizeOf(artefact)}`;
}

function sizeOf({ architecture, size }: Artefact): string {
  const chip = { x64: 'Intel/AMD', arm64: 'ARM', universal: 'Intel + ARM' }[architecture];
  return `${chip} · ${(size / 1_000_000).toFixed(size < 10_000_000 ? 1 : 0)} MB`;
}

function text(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
