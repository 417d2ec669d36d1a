/** Paper, white cards, one green: as the apps, in one page's worth. */
export const style = `
:root { --paper: #f6f3ec; --card: #fffefb; --ink: #1d2420; --muted: #5b635e; --line: #e2ddd0; --money: #0e6253; --on-money: #fffefb; }
@media (prefers-color-scheme: dark) { :root { --paper: #151a18; --card: #1d2320; --ink: #ecebe4; --muted: #a9b0aa; --line: #333b37; --money: #2f9c86; --on-money: #08120f; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--paper); color: var(--ink); font: 17px/1.5 system-ui, "Noto Sans", "Noto Sans Bengali", sans-serif; font-variant-numeric: tabular-nums; }
header { display: flex; align-items: center; gap: 12px; padding: 12px 24px; }
header strong { flex: 1; font-size: 22px; font-weight: 800; letter-spacing: -.03em; color: var(--money); }
header a { min-height: 44px; display: inline-flex; align-items: center; padding: 0 14px; color: var(--muted); }
main { width: min(680px, 100% - 32px); margin: 24px auto 64px; display: grid; gap: 16px; }
h1 { font-size: 36px; letter-spacing: -.02em; line-height: 1.2; }
h2 { font-size: 20px; margin-bottom: 8px; }
h3 { font-size: 16px; color: var(--muted); }
.lead { font-size: 20px; color: var(--muted); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px 24px; }
.first { text-align: center; display: grid; gap: 10px; justify-items: center; }
a { color: var(--money); }
.get, .open { background: var(--money); color: var(--on-money); text-decoration: none; border-radius: 12px; font-weight: 700; }
.get { display: grid; padding: 16px 40px; font-size: 20px; min-height: 56px; width: 100%; }
.get small { font-weight: 500; font-size: 15px; }
.apps { display: flex; flex-wrap: wrap; gap: 12px; margin: 14px 0; }
.apps a { min-height: 44px; display: inline-flex; align-items: center; padding: 0 18px; border-radius: 12px; }
.apps a:not(.open) { border: 1px solid var(--line); text-decoration: none; }
.hint, .address { color: var(--muted); font-size: 15px; }
.address { text-align: center; }
.systems { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 16px; }
ul { list-style: none; padding: 0; }
ul a small { color: var(--muted); }
summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; font-weight: 600; }
summary:focus-visible { outline: 3px solid var(--money); outline-offset: 3px; }
ul a, .first > a:not(.get), .links a { display: inline-flex; align-items: center; min-height: 44px; }
ul a { flex-direction: column; align-items: flex-start; justify-content: center; padding: 4px 0; }
ol { padding-left: 22px; display: grid; gap: 6px; }
.notes { white-space: pre-line; }
dl { display: grid; gap: 4px; margin: 12px 0; }
dt { font-weight: 600; }
dd code { font-size: 13px; overflow-wrap: anywhere; color: var(--muted); }
a:focus-visible { outline: 3px solid var(--money); outline-offset: 3px; }
`;
