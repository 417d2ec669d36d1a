import { faultModes } from './fault.ts';
import type { Paper } from './roll.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

/** The web page of one virtual printer: its papers hang there, the newest first. */
export function paperPage(name: string, printer: VirtualPrinter): string {
  const papers = printer.roll.papers();
  const fault = printer.fault().mode;
  const unknown = printer.unknownBytes().length;
  const newest = papers.toReversed().slice(0, 50);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(name)} printer</title>
<link rel="icon" href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><text y='8.5' font-size='9'>🧾</text></svg>">
<style>${style}</style>
<header>
  <h1>${escapeHtml(name)}</h1>
  <span class="state ${fault === 'ok' ? 'ok' : 'bad'}">${fault === 'ok' ? 'ready' : escapeHtml(fault)}</span>
  ${unknown === 0 ? '' : `<a class="state bad" href="unknown">${unknown} unknown bytes</a>`}
  <label>Fault <select id="fault">${faultModes.map((mode) => `<option${mode === fault ? ' selected' : ''}>${mode}</option>`).join('')}</select></label>
  <span class="count">${papers.length} ${papers.length === 1 ? 'paper' : 'papers'}</span>
</header>
<main id="roll">
${newest.length === 0 ? '<p class="empty">Nothing has been printed yet.</p>' : newest.map(paperItem).join('\n')}
</main>
<script>${script}</script>
</html>
`;
}

function paperItem(paper: Paper): string {
  return `<article>
  <div class="slot"></div>
  <figure class="${paper.whole ? 'whole' : 'torn'}">
    <img src="tickets/${paper.id}.png" alt="" loading="lazy">
  </figure>
  <footer><time datetime="${paper.at}">${paper.at}</time> · no. ${paper.id}${paper.whole ? '' : ' · torn off'}
    <details><summary>as text</summary><pre>${escapeHtml(paper.text)}</pre></details>
  </footer>
</article>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
:root { --table: #d9cfc0; --ink: #2a2520; --muted: #766b5f; --paper: #fdf9ef; }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; background: radial-gradient(circle at 50% -10%, #efe7da, var(--table) 70%); color: var(--ink);
  font: 15px/1.4 Inter, system-ui, sans-serif; }
header { position: sticky; top: 0; z-index: 2; display: flex; gap: 14px; align-items: center; padding: 12px 20px;
  background: rgb(253 249 239 / .88); backdrop-filter: blur(6px); border-bottom: 1px solid rgb(0 0 0 / .08); }
h1 { font-size: 18px; text-transform: capitalize; }
.state { padding: 3px 12px; border-radius: 12px; font-weight: 600; font-size: 13px; }
.state.ok { background: #dcebd9; color: #26582f; } .state.bad { background: #f6d9d3; color: #8c2a1f; }
select { min-height: 44px; padding: 0 10px; border: 1px solid rgb(0 0 0 / .2); border-radius: 10px; background: #fffefb; font: inherit; }
.count { margin-left: auto; color: var(--muted); }
main { display: flex; flex-wrap: wrap; gap: 30px; justify-content: center; align-items: flex-start; padding: 30px 20px; }
article { width: 352px; }
.slot { height: 10px; border-radius: 5px; margin: 0 -8px; background: linear-gradient(#3a342e, #17130f);
  box-shadow: 0 1px 0 rgb(255 255 255 / .4); }
figure { margin-top: -5px; padding-bottom: 12px; background: linear-gradient(#e9e2d2, var(--paper) 26px);
  filter: drop-shadow(0 6px 9px rgb(70 50 20 / .25));
  --teeth: conic-gradient(from -45deg at bottom, #0000, #000 1deg 89deg, #0000 90deg) 50% / 12px 100%;
  -webkit-mask: var(--teeth); mask: var(--teeth); }
figure.torn { -webkit-mask: none; mask: none; clip-path: polygon(0 0, 100% 0, 100% calc(100% - 14px), 83% calc(100% - 3px),
  64% calc(100% - 12px), 41% calc(100% - 1px), 22% calc(100% - 11px), 0 calc(100% - 4px)); }
img { display: block; width: 100%; mix-blend-mode: multiply; }
article footer { padding: 10px 4px; color: var(--muted); font-size: 13px; }
summary { cursor: pointer; } pre { overflow-x: auto; margin-top: 8px; padding: 10px; border-radius: 8px;
  background: rgb(255 255 255 / .5); font: 11px/1.35 ui-monospace, monospace; }
.empty { padding-top: 20vh; color: var(--muted); font-size: 18px; }
article.new { animation: feed .7s ease-out; }
@keyframes feed { from { transform: translateY(-26px); opacity: 0; } }
`;

/** Looks for new papers and puts only those in, so that an opened text stays open. */
const script = `
for (const time of document.querySelectorAll('time')) time.textContent = new Date(time.dateTime).toLocaleTimeString();
document.querySelector('header').addEventListener('change', (event) =>
  fetch('fault', { method: 'POST', body: JSON.stringify({ mode: event.target.value }) }));
setInterval(async () => {
  if (document.activeElement?.id === 'fault') return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.querySelector('header').innerHTML = page.querySelector('header').innerHTML;
  const roll = document.getElementById('roll');
  const known = new Set([...roll.querySelectorAll('img')].map((image) => image.getAttribute('src')));
  const fresh = [...page.querySelectorAll('article')].filter((each) => !known.has(each.querySelector('img').getAttribute('src')));
  if (fresh.length > 0) roll.querySelector('.empty')?.remove();
  for (const article of fresh.reverse()) {
    const time = article.querySelector('time');
    time.textContent = new Date(time.dateTime).toLocaleTimeString();
    article.classList.add('new');
    roll.prepend(article);
  }
}, 1000);
`;
