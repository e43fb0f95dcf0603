import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { dark } from './theme.ts';

export interface Line {
  readonly label: string;
  /** A custom property of the page's colours, such as `--accent`. */
  readonly colour: string;
  readonly kind: 'line' | 'bars' | 'points';
}

interface ChartProps {
  readonly lines: readonly Line[];
  /** Seconds or, without `time`, places in a row; then one row of values a line. */
  readonly data: uPlot.AlignedData;
  readonly time: boolean;
  /** What stands below the left and the right end. */
  readonly ends: readonly [string, string];
}

const colourOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const NO_LINE: uPlot.Series.PathBuilder = () => null;

const seriesOf = ({ label, colour, kind }: Line): uPlot.Series => {
  const stroke = colourOf(colour);
  const bars = uPlot.paths.bars?.({ size: [0.6, 10], radius: 0.2 }) ?? NO_LINE;
  const steps = uPlot.paths.stepped?.({ align: 1 }) ?? NO_LINE;
  if (kind === 'bars') return { label, stroke, fill: stroke, width: 0, paths: bars, points: { show: false } };
  if (kind === 'points')
    return { label, stroke, paths: NO_LINE, points: { show: true, size: 5, fill: stroke, width: 0 } };
  return { label, stroke, width: 1.5, paths: steps, points: { show: false } };
};

/** Steps of an axis: never a part of a whole. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

const valueAxis = (): uPlot.Axis => ({
  stroke: colourOf('--quiet'),
  font: '11px "Geist Variable", sans-serif',
  grid: { stroke: colourOf('--line'), width: 1 },
  ticks: { show: false },
  size: 26,
  gap: 6,
  space: 26,
  incrs: WHOLE,
});

/** Runs that a chart has room for before they move closer together. */
const PLACES = 12;

const rangeOfTime = (_: uPlot, min: number, max: number): [number, number] => [min, max];
const rangeOfPlaces = (_: uPlot, __: number, max: number): [number, number] => [
  -0.5,
  Math.max(PLACES - 1, max) + 0.5,
];

/** A small live chart. What it shows stands in words beside it. */
export const Chart = ({ lines, data, time, ends }: ChartProps) => {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const isDark = dark.value;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: element.clientHeight,
        legend: { show: false },
        cursor: { show: false },
        padding: [6, 2, 7, 0],
        scales: {
          x: { time, range: time ? rangeOfTime : rangeOfPlaces },
          y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] },
        },
        axes: [{ show: false }, valueAxis()],
        series: [{}, ...lines.map(seriesOf)],
      },
      data,
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [isDark]);
  useEffect(() => plot.current?.setData(data), [data]);
  return (
    <>
      <div class="chart" ref={box} aria-hidden="true" />
      <p class="ends">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </p>
    </>
  );
};
