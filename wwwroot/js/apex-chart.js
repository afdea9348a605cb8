// Draws the charts of Components/Charts/ApexChart.razor with ApexCharts, in the colours of the theme.

const charts = new Map();

/** Draws or redraws a chart. `json` is a ChartSpec. */
export async function draw(element, json, library) {
  const { default: ApexCharts } = await import(new URL(library, document.baseURI));
  charts.get(element)?.chart.destroy();
  const spec = harmless(JSON.parse(json));
  const chart = new ApexCharts(element, defined(configuration(spec, element.clientWidth)));
  charts.set(element, { chart, json, library });
  await chart.render();
}

export function remove(element) {
  charts.get(element)?.chart.destroy();
  charts.delete(element);
}

export async function savePicture(element, title) {
  const { imgURI } = await charts.get(element).chart.dataURI({ scale: 2 });
  const link = document.createElement('a');
  link.href = imgURI;
  link.download = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.png`;
  link.click();
}

function redraw() {
  for (const [element, { json, library }] of charts) draw(element, json, library);
}

new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ['data-theme'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

// ApexCharts writes names into markup. Names come from strangers, so they lose what markup is made of.
function harmless(value) {
  if (typeof value === 'string') return value.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆');
  if (Array.isArray(value)) return value.map(harmless);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, harmless(inner)]));
  return value;
}

// A key that is there without a value would undo the engine's default.
function defined(value) {
  if (Array.isArray(value)) return value.map(defined);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => [key, defined(inner)]));
}

const writers = {
  plain: value => `${+Number(value).toFixed(3)}`,
  percent: value => `${+(value * 100).toFixed(1)}`,
  points: value => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value * 100).toFixed(1)}`,
  whole: value => Math.round(value).toLocaleString('en'),
  compact: value => Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value),
};

function write(axis, value) {
  if (value === null || value === undefined) return '–';
  if (axis.type === 'datetime') return new Date(value).toISOString().slice(0, 10);
  return typeof value === 'number' ? writers[axis.format](value) : value;
}

function configuration({ label, height, options, series }, width) {
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  const { xaxis, yaxis } = options;
  const kind = series[0]?.type ?? 'bar';
  const isMixed = new Set(series.map(one => one.type)).size > 1;
  const isLogarithmic = xaxis.type === 'logarithmic';
  // In powers of two of the axis' beginning: the engine rounds where ticks are, and whole numbers survive that.
  const base = xaxis.min || 1;
  const place = x => isLogarithmic ? Math.log2(x / base) : x;
  const labels = { style: { colors: color('--ink-soft'), fontSize: '12px' } };
  const line = { borderColor: color('--ink-soft'), strokeDashArray: 4, label: { borderColor: 'transparent', style: { background: color('--surface'), color: color('--ink-soft') } } };

  return {
    chart: {
      type: isMixed ? 'line' : kind,
      height,
      stacked: options.isStacked,
      fontFamily: style.getPropertyValue('--font-text'),
      foreColor: color('--ink-soft'),
      background: color('--surface'),
      animations: { enabled: false },
      toolbar: { show: options.isZoomable, tools: { download: false } },
      zoom: { enabled: options.isZoomable, type: 'xy' },
      selection: { enabled: false },
      accessibility: { enabled: false, description: label },
    },
    theme: { mode: style.colorScheme === 'dark' ? 'dark' : 'light' },
    series: series.map(one => ({
      name: one.name,
      type: isMixed ? one.type : undefined,
      data: kind === 'radar' ? one.data.map(point => point.y ?? 0) : one.data.map(point => ({ x: place(point.x), y: point.y ?? null, label: point.label })),
    })),
    labels: kind === 'radar' ? series[0].data.map(point => point.x) : undefined,
    colors: kind === 'heatmap' ? [color('--heat-20')] : series.map((one, index) => color(one.color ?? `--series-${index % 8 + 1}`)),
    stroke: { width: ['heatmap', 'boxPlot'].includes(kind) ? 1 : series.map(one => ['line', 'area', 'radar'].includes(one.type) ? 2 : 0), curve: 'straight', colors: kind === 'heatmap' ? [color('--surface')] : kind === 'boxPlot' ? [color('--ink')] : undefined },
    fill: { type: 'solid', opacity: kind === 'area' ? 0.18 : kind === 'radar' ? 0.12 : kind === 'scatter' ? 0.75 : 1 },
    markers: { size: series.map(one => one.type === 'scatter' ? 5 : one.type === 'radar' ? 3 : 0), strokeWidth: kind === 'scatter' ? 1 : 0, strokeColors: color('--surface'), shape: ['circle', 'square', 'triangle', 'diamond'] },
    plotOptions: {
      bar: { horizontal: options.isHorizontal, borderRadius: 1, barHeight: '72%', columnWidth: '72%' },
      boxPlot: { colors: { upper: color('--series-1'), lower: color('--heat-10') } },
      radar: { size: Math.min(width, height - 40) / 2 - 44, polygons: { strokeColors: color('--line'), connectorColors: color('--line'), fill: { colors: ['transparent'] } } },
      heatmap: { radius: 0, enableShades: false, colorScale: { ranges: heatRanges(color) } },
    },
    grid: { borderColor: color('--line'), xaxis: { lines: { show: xaxis.type !== 'category' } } },
    dataLabels: {
      enabled: series.some(one => one.data.some(point => point.mark)),
      formatter: (_, { seriesIndex, dataPointIndex }) => series[seriesIndex]?.data[dataPointIndex]?.mark ?? '',
      offsetY: kind === 'heatmap' ? 0 : -6, style: { fontSize: '11px', fontWeight: 500, colors: [color(kind === 'heatmap' ? '--ink' : '--ink-soft')] }, background: { enabled: false }, dropShadow: { enabled: false },
    },
    legend: { show: options.hasLegend ?? (series.length > 1 && kind !== 'heatmap'), position: 'top', horizontalAlign: 'left', labels: { colors: color('--ink') }, markers: { strokeWidth: 0 } },
    xaxis: {
      type: xaxis.type === 'logarithmic' ? 'numeric' : xaxis.type,
      title: { text: xaxis.title, style: { fontWeight: 500, color: color('--ink-soft') } },
      min: xaxis.min === undefined || xaxis.min === null ? undefined : place(xaxis.min),
      max: xaxis.max === undefined || xaxis.max === null ? undefined : place(xaxis.max),
      tickAmount: xaxis.tickAmount ?? (xaxis.type === 'category' ? undefined : 6),
      labels: { style: { ...labels.style, colors: kind === 'radar' ? series[0].data.map(() => color('--ink-soft')) : color('--ink-soft') }, formatter: xaxis.type === 'datetime' ? undefined : value => writeX(options.isHorizontal ? yaxis : xaxis, value), hideOverlappingLabels: true },
      axisBorder: { color: color('--edge') }, axisTicks: { color: color('--edge') }, tooltip: { enabled: false }, crosshairs: { show: false },
    },
    yaxis: {
      title: { text: yaxis.title, style: { fontWeight: 500, color: color('--ink-soft') } },
      min: yaxis.min, max: yaxis.max, tickAmount: yaxis.tickAmount,
      labels: { ...labels, maxWidth: 240, formatter: value => options.isHorizontal || kind === 'heatmap' ? value : write(yaxis, value) },
    },
    annotations: {
      xaxis: options.lines.filter(one => one.isVertical).map(one => ({ ...line, x: place(one.at), label: { ...line.label, text: one.text } })),
      yaxis: options.lines.filter(one => !one.isVertical).map(one => ({ ...line, y: one.at, label: { ...line.label, text: one.text, textAnchor: 'end', position: 'right' } })),
    },
    tooltip: {
      shared: false,
      intersect: !['line', 'area', 'radar'].includes(kind),
      custom: ({ seriesIndex, dataPointIndex }) => {
        const point = series[seriesIndex]?.data[dataPointIndex];
        if (!point) return '';
        const y = Array.isArray(point.y) ? point.y.map(value => write(yaxis, value)).join(' · ') : write(yaxis, point.y);
        return `<div class="chart-tip"><strong>${point.label ?? write(xaxis, point.x)}</strong><br>${series[seriesIndex].name}: ${y}${point.label ? `<br>${xaxis.title ?? ''} ${write(xaxis, point.x)}` : ''}</div>`;
      },
    },
  };

  function writeX(axis, value) {
    return isLogarithmic ? write(axis, base * 2 ** value) : write(axis, value);
  }
}

function heatRanges(color) {
  return Array.from({ length: 21 }, (_, step) => ({
    from: step === 0 ? -1 : 0.25 + 0.0375 * (step - 0.5),
    to: step === 20 ? 2 : 0.25 + 0.0375 * (step + 0.5),
    color: color(`--heat-${step}`),
    name: ' ',
  }));
}
