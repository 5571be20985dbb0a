import {
  BarController,
  BarElement,
  CategoryScale,
  type ChartConfiguration,
  type ChartDataset,
  Chart as Drawing,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  Tooltip,
} from "chart.js";
import type { ChartProps } from "./Chart";
import { type Label, rowsOf } from "./chartLabels";

Drawing.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface Drawn {
  show(props: ChartProps): void;
  end(): void;
}

type Type = "line" | "bar";
type Pen = CanvasRenderingContext2D;

/** Told apart without colour, too. */
const DASHES = { line: [], area: [], dashed: [7, 5], dotted: [2, 4] } as const;
const SERIES = 5;
const LINE = 2.5;
const HATCH = 6;
const ROW_GAP = 4;

/** What the tokens say now: they change with the theme, the accent and the reader's size of text. */
function look(canvas: HTMLCanvasElement) {
  const probe = document.createElement("span");
  canvas.after(probe);
  const dot = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  // The library knows fewer ways of writing a colour than the browser: it gets red, green and blue.
  const token = (name: string, alpha = 1) => {
    probe.style.color = `var(${name})`;
    if (!dot) return "currentcolor";
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = getComputedStyle(probe).color;
    dot.fillRect(0, 0, 1, 1);
    const [red, green, blue] = dot.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
  };
  probe.className = "t1";
  const { fontFamily, fontSize } = getComputedStyle(probe);
  const found = {
    family: fontFamily,
    size: Number.parseFloat(fontSize),
    text: token("--text"),
    quiet: token("--text-3"),
    grid: token("--chart-grid"),
    ground: token("--surface"),
    raised: token("--raised"),
    lines: Array.from({ length: SERIES }, (_, place) => token(`--chart-${place + 1}`)),
    shades: Array.from({ length: SERIES }, (_, place) => token(`--chart-${place + 1}`, 0.12)),
  };
  probe.remove();
  return found;
}

type Look = ReturnType<typeof look>;

function hatch(colour: string): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = HATCH;
  tile.height = HATCH;
  const pen = tile.getContext("2d");
  if (!pen) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  for (const shift of [-HATCH, 0, HATCH]) {
    pen.moveTo(shift, HATCH);
    pen.lineTo(shift + HATCH, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat") ?? colour;
}

function datasets({ series, kind = "line" }: ChartProps, drawn: Look): ChartDataset<Type, (number | null)[]>[] {
  return series.map(({ name, values, look: shape = "line" }, place) => {
    const colour = drawn.lines[place % SERIES] ?? drawn.text;
    const data = [...values];
    if (kind !== "line") {
      const fill = place === 0 ? colour : hatch(colour);
      return { label: name, data, backgroundColor: fill, borderColor: colour, borderWidth: 1, maxBarThickness: 28 };
    }
    return {
      type: "line" as const,
      label: name,
      data,
      borderColor: colour,
      backgroundColor: drawn.shades[place % SERIES] ?? colour,
      borderWidth: LINE,
      borderDash: [...DASHES[shape]],
      fill: shape === "area",
      pointRadius: data.length === 1 ? 4 : 0,
      pointHitRadius: 12,
      pointHoverRadius: 4,
      pointHoverBackgroundColor: colour,
    };
  });
}

/** Lines through the chart with a word at their head, and points with a word beside them. */
function marking(props: () => ChartProps, seen: () => Look): Plugin<Type> {
  return {
    id: "marks",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      const drawn = seen();
      ctx.save();
      ctx.font = `500 ${drawn.size}px ${drawn.family}`;
      const marks = props().marks ?? [];
      const lines: Label[] = [];
      for (const { at, text, series } of marks) {
        const x = series === undefined ? scales["x"]?.getPixelForValue(at) : undefined;
        if (x !== undefined) lines.push({ x, text, width: ctx.measureText(text).width });
      }
      const rows = rowsOf(lines, chartArea.left);
      lines.forEach((line, place) => {
        const { row, left } = rows[place] ?? { row: 0, left: line.x };
        drawLine(ctx, drawn, { ...line, left, row, top: chartArea.top, foot: chartArea.bottom });
      });
      // Below the words at the head, and below the point where there is no room above it.
      const head = chartArea.top + Math.max(0, ...rows.map(({ row }) => row + 1)) * (drawn.size + ROW_GAP);
      for (const { at, text, series } of marks) {
        const point = series === undefined ? undefined : chart.getDatasetMeta(series).data[at];
        if (point) drawPoint(ctx, drawn, { x: point.x, y: point.y, text, right: chartArea.right, head });
      }
      ctx.restore();
    },
  };
}

function drawLine(
  ctx: Pen,
  drawn: Look,
  { x, text, left, row, top, foot }: Label & { left: number; row: number; top: number; foot: number },
) {
  ctx.strokeStyle = drawn.quiet;
  ctx.fillStyle = drawn.quiet;
  ctx.setLineDash([2, 4]);
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, foot);
  ctx.stroke();
  ctx.setLineDash([]);
  write(ctx, drawn, { text, x: left, y: top + row * (drawn.size + ROW_GAP), align: "left", base: "top" });
}

function drawPoint(
  ctx: Pen,
  drawn: Look,
  { x, y, text, right, head }: { x: number; y: number; text: string; right: number; head: number },
) {
  ctx.setLineDash([]);
  ctx.fillStyle = drawn.lines[0] ?? drawn.text;
  ctx.strokeStyle = drawn.ground;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(x, y, 5, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = drawn.text;
  const fits = x + 10 + ctx.measureText(text).width < right;
  const align = fits ? "left" : "right";
  const above = y - 4 - drawn.size >= head;
  const place = above ? ({ y: y - 4, base: "bottom" } as const) : ({ y: Math.max(y + 8, head), base: "top" } as const);
  write(ctx, drawn, { text, x: fits ? x + 10 : x - 10, align, ...place });
}

/** With a rim of the ground's colour: lines may run behind it. */
function write(
  ctx: Pen,
  drawn: Look,
  { text, x, y, align, base }: { text: string; x: number; y: number; align: CanvasTextAlign; base: CanvasTextBaseline },
) {
  ctx.textAlign = align;
  ctx.textBaseline = base;
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = drawn.ground;
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

function axes({ kind = "line", most, format = String }: ChartProps, drawn: Look) {
  const font = { family: drawn.family, size: drawn.size };
  const names = {
    grid: { display: false },
    border: { color: drawn.grid },
    ticks: { color: drawn.quiet, font, maxRotation: 0, autoSkipPadding: 16 },
  };
  const values = {
    beginAtZero: true,
    ...(most === undefined ? {} : { max: most }),
    border: { display: false },
    grid: { color: drawn.grid },
    ticks: {
      color: drawn.quiet,
      font,
      maxTicksLimit: 6,
      precision: 0,
      callback: (value: number | string) => format(Number(value)),
    },
  };
  return kind === "rows" ? { x: values, y: names } : { x: names, y: values };
}

function configuration(props: ChartProps, drawn: Look): ChartConfiguration<Type, (number | null)[], string> {
  const font = { family: drawn.family, size: drawn.size };
  const { kind = "line", format = String } = props;
  return {
    type: kind === "line" ? "line" : "bar",
    data: { labels: [...props.points], datasets: datasets(props, drawn) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: kind === "rows" ? "y" : "x",
      interaction: { mode: "index", intersect: false, axis: kind === "rows" ? "y" : "x" },
      scales: axes(props, drawn),
      plugins: {
        tooltip: {
          backgroundColor: drawn.raised,
          titleColor: drawn.text,
          bodyColor: drawn.text,
          borderColor: drawn.grid,
          borderWidth: 1,
          bodyFont: font,
          titleFont: { ...font, weight: 600 },
          callbacks: {
            label: ({ dataset, parsed }) => `${dataset.label}: ${format((kind === "rows" ? parsed.x : parsed.y) ?? 0)}`,
          },
        },
      },
    },
  };
}

export function drawChart(canvas: HTMLCanvasElement, first: ChartProps): Drawn {
  let props = first;
  let drawn = look(canvas);
  const chart = new Drawing(canvas, {
    ...configuration(props, drawn),
    plugins: [
      marking(
        () => props,
        () => drawn,
      ),
    ],
  });
  const again = () => {
    drawn = look(canvas);
    const next = configuration(props, drawn);
    chart.data = next.data;
    if (next.options) chart.options = next.options;
    chart.update("none");
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", again);
  const chosen = new MutationObserver(again);
  chosen.observe(document.documentElement, { attributes: true });
  // The first letters may be drawn before our type is there.
  let ended = false;
  document.fonts?.ready.then(
    () => !ended && again(),
    () => undefined,
  );
  return {
    show(next) {
      if (ended || next === props) return;
      props = next;
      again();
    },
    end() {
      ended = true;
      dark.removeEventListener("change", again);
      chosen.disconnect();
      chart.destroy();
    },
  };
}
