// Shares as people read them.

/** `33%`, `8.3%`, `<0.1%`: whole percents from 10 on, one decimal below. `locale` is a BCP 47 tag. */
export function formatShare(share: number, locale: string): string {
  if (share > 0 && share < 0.001) return `<${percent(0.001, locale, 1)}`;
  return percent(share, locale, share < 0.0995 ? 1 : 0);
}

function percent(share: number, locale: string, maximumFractionDigits: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits }).format(share);
}
