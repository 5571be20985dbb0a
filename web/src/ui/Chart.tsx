import { useEffect, useId, useRef } from "react";
import type { Drawn } from "./drawChart";
import "./styles/chart.css";

export interface ChartSeries {
  name: string;
  /** One per point; null: there is none (nothing is drawn, and the table has a dash). */
  values: readonly (number | null)[];
  /** Lines only: filled below, dashed, dotted. Bars after the first are hatched. */
  look?: "line" | "area" | "dashed" | "dotted";
}

export interface ChartMark {
  /** Which point. */
  at: number;
  text: string;
  /** A point of this series instead of a line through all of them. */
  series?: number;
}

export interface ChartProps {
  /** What the picture shows; the caption of the table. */
  label: string;
  /** What stands below each point, and above the column of them in the table. */
  points: readonly string[];
  pointName: string;
  series: readonly ChartSeries[];
  kind?: "line" | "bar" | "rows";
  marks?: readonly ChartMark[];
  format?: (value: number) => string;
  /** The largest value of the axis, such as 100 of percents. */
  most?: number;
}

/**
 * A chart with its legend. The library that draws comes when the first chart is shown; colours, type and measures are
 * those of the tokens. Whoever does not see the picture gets a table of the same figures.
 */
export default function Chart(props: ChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef(props);
  last.current = props;
  const drawn = useRef<Drawn>(null);
  const id = useId();
  useEffect(() => {
    let live = true;
    const target = canvas.current;
    if (!target) return;
    // Without a network the table is there, and the picture comes with the next chart.
    import("./drawChart").then(
      ({ drawChart }) => {
        if (live) drawn.current = drawChart(target, last.current);
      },
      () => undefined,
    );
    return () => {
      live = false;
      drawn.current?.end();
      drawn.current = null;
    };
  }, []);
  useEffect(() => drawn.current?.show(props));
  const kind = props.kind ?? "line";
  return (
    <figure className={`chart chart--${kind}`} aria-labelledby={id}>
      <div className="chart__box" aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      {props.series.length > 1 && (
        <div className="chart__legend t1" aria-hidden="true">
          {props.series.map((one, place) => (
            <span key={one.name} className={`chart__key chart__key--${place + 1} chart__key--${one.look ?? "line"}`}>
              {one.name}
            </span>
          ))}
        </div>
      )}
      <Table {...props} id={id} />
    </figure>
  );
}

function Table({ id, label, points, pointName, series, format = String }: ChartProps & { id: string }) {
  return (
    <div className="vh">
      <table>
        <caption id={id}>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{pointName}</th>
            {series.map((one) => (
              <th scope="col" key={one.name}>
                {one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two points may be called the same
            <tr key={place}>
              <th scope="row">{point}</th>
              {series.map((one) => {
                const value = one.values[place];
                return <td key={one.name}>{value === null || value === undefined ? "–" : format(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
