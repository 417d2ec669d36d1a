import { formatShort } from '../ui/format-money.ts';
import { t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import './hour-chart.css';
import type { Today } from './queries.ts';

const width = 720;
const height = 190;
const base = height - 24;
const top = 22;

/** A bar an hour, from the first to the last one that matters. */
export function HourChart({ today }: { readonly today: Today }) {
  const { currency } = today.branch;
  const sold = today.byHour.filter((hour) => hour.count > 0).map(({ hour }) => hour);
  const from = Math.min(10, ...sold);
  const to = Math.max(22, ...sold);
  const hours = today.byHour.slice(from, to + 1);
  const most = Math.max(1, ...hours.map((hour) => hour.total));
  const step = width / hours.length;
  return (
    <section className="hour-chart">
      <h2>{t('byHour')}</h2>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary(today)}>
        <line x1="0" x2={width} y1={base + 0.5} y2={base + 0.5} />
        {hours.map(({ hour, total }, index) => {
          const size = total === 0 ? 0 : Math.max(3, ((base - top) * total) / most);
          const x = index * step + step * 0.16;
          const middle = index * step + step / 2;
          return (
            <g key={hour}>
              <rect x={x} y={base - size} width={step * 0.68} height={size} rx={Math.min(6, size / 2)} />
              {total > 0 && (
                <text className="value" x={middle} y={base - size - 7}>
                  {formatShort(total, currency)}
                </text>
              )}
              <text x={middle} y={height - 4}>
                {numeral(String(hour))}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}

function summary(today: Today): string {
  const parts = today.byHour
    .filter((hour) => hour.count > 0)
    .map(({ hour, total }) => `${numeral(String(hour))}: ${formatShort(total, today.branch.currency, true)}`);
  return parts.length === 0 ? t('nothingSold') : parts.join(', ');
}
